import Testing

@testable import Ops

@Suite struct `MLflow configuration` {
    @Test(arguments: [
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"), ("https://ml.example/flow//", "https://ml.example/flow"),
        ("HTTP://[::1]:5000/", "HTTP://[::1]:5000"),
    ])
    func `an address is taken without its last slash`(text: String, address: String) throws {
        let configuration = try #require(try MLflowConfiguration(environment: ["MLFLOW_TRACKING_URI": text]))
        #expect(configuration.address == address)
        #expect(configuration.credentials == nil)
    }

    @Test func `nothing set, or set to nothing, is no MLflow`() throws {
        #expect(try MLflowConfiguration(environment: [:]) == nil)
        #expect(try MLflowConfiguration(environment: ["MLFLOW_TRACKING_URI": ""]) == nil)
    }

    @Test(arguments: [
        "file:///mlruns", "sqlite:///mlflow.db", "databricks", "http://", "mlruns", "http://me:hunter2@ml.example",
        "http://ml.example/?token=hunter2", "http://ml example",
    ])
    func `other addresses are refused, and secrets in them not repeated`(text: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try MLflowConfiguration(environment: ["MLFLOW_TRACKING_URI": text])
        }
        #expect(error.message.contains("MLFLOW_TRACKING_URI"))
        #expect(!error.message.contains("hunter2"))
    }

    @Test func `credentials become a header and show themselves nowhere`() throws {
        var environment = ["MLFLOW_TRACKING_URI": "https://ml.example", "MLFLOW_TRACKING_TOKEN": "hunter2"]
        let bearer = try #require(try MLflowConfiguration(environment: environment))
        #expect(bearer.credentials?.authorization == "Bearer hunter2")
        environment["MLFLOW_TRACKING_USERNAME"] = "Aladdin"
        environment["MLFLOW_TRACKING_PASSWORD"] = "open sesame"
        let basic = try #require(try MLflowConfiguration(environment: environment))
        // The example of RFC 7617, section 2.
        #expect(basic.credentials?.authorization == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        var dumped = ""
        dump(basic, to: &dumped)
        for text in ["\(basic)", String(reflecting: basic), dumped] {
            #expect(!text.contains("sesame") && !text.contains("QWxh"))
        }
    }

    @Test func `half of a log-in, or a token of two lines, is refused`() {
        for variables in [["MLFLOW_TRACKING_USERNAME": "me"], ["MLFLOW_TRACKING_TOKEN": "a\nb"]] {
            #expect(throws: ConfigurationError.self) {
                try MLflowConfiguration(
                    environment: variables.merging(["MLFLOW_TRACKING_URI": "http://ml.example"]) { $1 })
            }
        }
    }
}
