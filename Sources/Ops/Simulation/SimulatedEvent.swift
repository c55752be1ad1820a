import Crypto
public import Models

/// An event with the name it is sent under, which depends on nothing but the event: sent again, it changes nothing.
public struct SimulatedEvent: Sendable, Equatable {
    public var eventID: String
    public var interaction: Interaction
    /// The answer that showed the film, if one did.
    public var requestID: String?

    /// An event of the data: known by viewer, film, kind and time, as imported ones are.
    public init(released interaction: Interaction, requestID: String? = nil) {
        eventID = "sim-" + Self.digits("\(Self.names(interaction))\u{0}\(interaction.timestamp)")
        self.interaction = interaction
        self.requestID = requestID
    }

    /// An event that the data do not have: what a viewer did with a film that was shown. Once for each viewer, film and
    /// kind, whenever it is shown.
    public init(answering interaction: Interaction, requestID: String?) {
        eventID = "sim-shown-" + Self.digits(Self.names(interaction))
        self.interaction = interaction
        self.requestID = requestID
    }

    private static func names(_ interaction: Interaction) -> String {
        "\(interaction.user)\u{0}\(interaction.item)\u{0}\(interaction.kind.rawValue)"
    }

    /// 128 bits of SHA-256: two events never meet in one name.
    private static func digits(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
