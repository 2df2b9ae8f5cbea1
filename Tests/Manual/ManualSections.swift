/// What all pages have in common, written once: in the order in which manuals have it.
enum ManualSections {
  /// Variables and files, before the exit status.
  static let surroundings = """
    .Sh ENVIRONMENT
    Each setting of the configuration file has a variable of its own, whose name is
    .Ev LIQTOP_
    and the key in capitals, such as
    .Ev LIQTOP_THEME
    or
    .Ev LIQTOP_BASE_URL .
    An option goes before a variable, a variable before the file.
    .Bl -tag -width 6n
    .It Ev NEWHEDGE_API_TOKEN , NEWHEDGE_API_KEY
    The API token, the first that is set.
    No program that is started is given either.
    .It Ev TERM
    What the terminal is.
    .Ql dumb
    has everything said in sentences, as by
    .Fl -plain .
    .It Ev ACCESSIBLE
    Anything but
    .Ql 0
    does the same.
    .It Ev NO_COLOR
    Anything has no colours used.
    .It Ev LC_ALL , LC_CTYPE , LANG
    Whether characters are UTF-8; else only ASCII is written.
    .It Ev XDG_CONFIG_HOME , XDG_DATA_HOME , XDG_STATE_HOME , XDG_RUNTIME_DIR
    Other folders than those below.
    .It Ev HTTPS_PROXY , NO_PROXY
    The way to the API and to the exchanges; in small letters, too.
    .It Ev SSL_CERT_FILE , SSL_CERT_DIR
    The authorities to trust.
    .El
    .Sh FILES
    .Bl -tag -width 6n
    .It Pa ~/.config/liqtop/config.yaml
    The configuration;
    .Nm liqtop
    .Cm config --default
    prints one to begin with.
    .It Pa ~/.config/liqtop/themes/NAME.theme
    Themes of your own.
    .It Pa ~/.local/share/liqtop/archive.sqlite
    Every day ever fetched, and what was heard of the exchanges.
    All that run share it.
    .It Pa ~/.local/state/liqtop/liqtop.log
    The log.
    .It Pa ~/.local/state/liqtop/view.yaml
    How the dashboard was looked at last.
    .El

    """

  /// Under the head of its section.
  static let status = """
    .Bl -tag -width 6n
    .It 0
    It was done, or the user quit.
    .It 1
    A check found something to mend, or a question was answered with no.
    .It 64
    An option is wrong, or there is no terminal.
    .It 66
    There is nothing to read, or it can't be read.
    .It 69
    The system, a server or an archive in use doesn't let it be done.
    .It 73
    A file can't be made, or is there already.
    .It 74
    What is written can't be written.
    .It 75
    The data are older than was asked for.
    .It 77
    The token was refused.
    .It 78
    The configuration is wrong, or there is no token.
    .It 128 and more
    A signal ended it: 128 and its number.
    .El

    """
}
