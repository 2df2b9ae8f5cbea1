/// The version of the program, as `--version` and the User-Agent say it.
let version = "0.1.0"
