-- POST <path> for users drawn at random, 1 … USERS. Arguments after `--`: path, number of users, k, milliseconds between
-- the requests of one connection (0: as fast as answers come), the first user's number.
local path, users, k, pause, first = "/recommend", 6040, 10, 0, 1

function init(args)
    path = args[1] or path
    users = tonumber(args[2] or users)
    k = tonumber(args[3] or k)
    pause = tonumber(args[4] or pause)
    first = tonumber(args[5] or first)
    math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 1000000)
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    local user = first + math.random(users) - 1
    return wrk.format("POST", path, nil, '{"user_id":' .. string.format("%d", user) .. ',"k":' .. k .. "}")
end

function delay()
    if pause <= 0 then return 0 end
    return math.random(0, 2 * pause)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        "RESULT path=%s requests=%d rps=%.0f p50_ms=%.3f p95_ms=%.3f p99_ms=%.3f max_ms=%.3f non2xx=%d socket_errors=%d\n",
        path, summary.requests, summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(95) / 1000,
        latency:percentile(99) / 1000, latency.max / 1000, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
