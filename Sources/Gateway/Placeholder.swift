import Actors
import Hummingbird
