/// The version of this program: shown by `marquee --version` and `/health`, written into artefacts.
public enum Release {
    public static let version = "0.1.0"
}
