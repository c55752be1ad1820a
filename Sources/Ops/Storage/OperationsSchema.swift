import GRDB

/// The tables of `operations.sqlite`, as steps that are never edited once released. Each stands beside what uses it.
enum OperationsSchema {
    static var migrator: DatabaseMigrator {
        let migrator = DatabaseMigrator()
        return migrator
    }
}
