// The viewers' app: four views over one API.
import { byID } from "../shared/dom.js";
import { startRouter } from "../shared/router.js";
import { watchStatus } from "../shared/status.js";
import { forYou } from "./forYou.js";
import { discover } from "./discover.js";
import { popular } from "./popular.js";
import { movie } from "./movie.js";

watchStatus(byID("status"), byID("banner"));
startRouter(byID("content"), {
  "for-you": { title: "For you", view: forYou },
  discover: { title: "Discover", view: discover },
  popular: { title: "Popular", view: popular },
  movie: { title: "Film", view: movie },
}, "Marquee");
