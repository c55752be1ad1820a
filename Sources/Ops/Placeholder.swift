import Gateway
import GRDB
import Configuration
import AsyncHTTPClient
import CJemalloc
