-- POST /recommend for viewers of a table, each answer held against it. Argument after `--`: a Lua file that returns
-- {viewer = {version = "the ids of its films"}}. The request's id names the viewer, and comes back in the answer.
local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

function init(args)
    expected = dofile(args[1])
    viewers = {}
    for viewer in pairs(expected) do table.insert(viewers, viewer) end
    answers, failed, mixed, seen, versions = 0, 0, 0, {}, 0
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    local viewer = viewers[math.random(#viewers)]
    wrk.headers["X-Request-ID"] = viewer
    return wrk.format("POST", "/recommend", nil, '{"user_id":' .. viewer .. ',"k":10}')
end

function response(status, headers, body)
    answers = answers + 1
    if status ~= 200 then
        failed = failed + 1
        return
    end
    local version = body:match('"version":"([^"]*)"')
    local films = {}
    for film in body:gmatch('"movie_id":"([^"]*)"') do films[#films + 1] = film end
    local viewer = expected[body:match('"request_id":"([^"]*)"')]
    if viewer == nil or viewer[version] ~= table.concat(films, ",") then
        mixed = mixed + 1
        if mixed == 1 then io.write("mixed: " .. body .. "\n") end
    end
    if version and not seen[version] then
        seen[version] = true
        versions = versions + 1
    end
end

function done(summary, latency)
    local sum = { answers = 0, failed = 0, mixed = 0, versions = 0 }
    for _, thread in ipairs(threads) do
        for name in pairs(sum) do sum[name] = sum[name] + thread:get(name) end
    end
    local errors = summary.errors
    io.write(string.format(
        "RESULT answers=%d failed=%d mixed=%d versions=%d socket_errors=%d p99_ms=%.2f max_ms=%.2f\n",
        sum.answers, sum.failed, sum.mixed, sum.versions, errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(99) / 1000, latency.max / 1000))
end
