import Actors
import ServiceLifecycle
struct RequestLog { var buffer: RecordBuffer; var writer: RecordWriter; var janitor: RecordWriter }
