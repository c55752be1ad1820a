import GRDB

/// The tables of `operations.sqlite`, as steps that are never edited once released. Each stands beside what uses it.
enum OperationsSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        RegistrySchema.register(in: &migrator)
        TrackingSchema.register(in: &migrator)
        ReplaySchema.register(in: &migrator)
        MonitoringSchema.register(in: &migrator)
        DayCounterSchema.register(in: &migrator)
        migrator.registerMigration(MLflowSchema.migration, migrate: MLflowSchema.create)
        migrator.registerMigration("retraining 1", migrate: RunJournal.createTables)
        migrator.registerMigration("retraining 2", migrate: RunJournal.addRequestsAndDecisions)
        return migrator
    }
}
