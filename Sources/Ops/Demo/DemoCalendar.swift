/// The simulated years: 2019-01-01T00:00:00Z up to, and without, 2025-01-01T00:00:00Z. Days count from 0.
struct DemoCalendar {
    let firstYear = 2019
    let startTimestamp: Int64 = 1_546_300_800
    let secondsPerDay: Int64 = 86_400
    /// 2020 and 2024 are leap years.
    let dayCount = 2_192
    let daysPerMonth = 30

    var monthCount: Int { dayCount / daysPerMonth + 1 }

    /// A film of a simulated year enters on a day of that year; an older one is there from the start.
    func firstDay(ofFilmFrom year: Int, random: inout DemoRandom) -> Int {
        let day = random.integer(in: 0..<365)
        return year < firstYear ? 0 : firstDay(of: year) + day
    }

    func timestamp(day: Int, second: Int64) -> Int64 { startTimestamp + Int64(day) * secondsPerDay + second }

    private func firstDay(of year: Int) -> Int {
        (firstYear..<max(year, firstYear)).reduce(0) { $0 + ($1 % 4 == 0 ? 366 : 365) }
    }
}
