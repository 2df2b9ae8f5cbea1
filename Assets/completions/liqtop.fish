function __liqtop_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __liqtop_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __liqtop_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __liqtop_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __liqtop_parse_tokens -S
    set -l unparsed_tokens (__liqtop_tokens -pc)
    switch $unparsed_tokens[1]
    case 'liqtop'
        __liqtop_parse_subcommand 0 'demo' 'token-file=' 'token-command=' 'base-url=' 'insecure-http' 'no-insecure-http' 'live' 'no-live' 'exchanges-url=' 'ca-file=' 'archive=' 'interval=' 'quota=' 'ascii' 'no-ascii' 'log-level=' 'config=' 'source=' 'range=' 'exchange=+' 'view=' 'theme=' 'mouse' 'no-mouse' 'plain' 'no-plain' 'alert-with=+' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'print'
            __liqtop_parse_subcommand 0 'what=' 'format=' 'since=' 'until=' 'last=' 'bucket=' 'shape=' 'no-header' 'max-age=' 'refresh' 'token-file=' 'archive=' 'base-url=' 'source=' 'exchanges-url=' 'insecure-http' 'no-insecure-http' 'exchange=+' 'ascii' 'no-ascii' 'config=' 'version' 'h/help'
        case 'status'
            __liqtop_parse_subcommand 0 'format=' 'template=' 'watch' 'archive=' 'base-url=' 'source=' 'exchanges-url=' 'insecure-http' 'no-insecure-http' 'exchange=+' 'ascii' 'no-ascii' 'config=' 'version' 'h/help'
        case 'watch'
            __liqtop_parse_subcommand 0 'format=' 'demo' 'token-file=' 'token-command=' 'base-url=' 'insecure-http' 'no-insecure-http' 'live' 'no-live' 'exchanges-url=' 'ca-file=' 'archive=' 'interval=' 'quota=' 'ascii' 'no-ascii' 'log-level=' 'config=' 'version' 'h/help'
        case 'alerts'
            __liqtop_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __liqtop_parse_subcommand 0 'archive=' 'base-url=' 'insecure-http' 'no-insecure-http' 'exchanges-url=' 'config=' 'version' 'h/help'
            case 'test'
                __liqtop_parse_subcommand 1 'config=' 'version' 'h/help'
            case 'check'
                __liqtop_parse_subcommand 0 'archive=' 'base-url=' 'insecure-http' 'no-insecure-http' 'exchanges-url=' 'config=' 'version' 'h/help'
            end
        case 'archive'
            __liqtop_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'info'
                __liqtop_parse_subcommand 0 'format=' 'archive=' 'config=' 'version' 'h/help'
            case 'export'
                __liqtop_parse_subcommand 1 'source=' 'force' 'archive=' 'config=' 'version' 'h/help'
            case 'import'
                __liqtop_parse_subcommand 1 'source=' 'archive=' 'config=' 'version' 'h/help'
            case 'forget'
                __liqtop_parse_subcommand 0 'source=' 'yes' 'archive=' 'config=' 'version' 'h/help'
            case 'vacuum'
                __liqtop_parse_subcommand 0 'archive=' 'config=' 'version' 'h/help'
            end
        case 'serve'
            __liqtop_parse_subcommand 0 'demo' 'port=' 'exchanges-port=' 'host=' 'token-file=' 'version' 'h/help'
        case 'config'
            __liqtop_parse_subcommand 0 'default' 'demo' 'token-file=' 'token-command=' 'base-url=' 'insecure-http' 'no-insecure-http' 'live' 'no-live' 'exchanges-url=' 'ca-file=' 'archive=' 'interval=' 'quota=' 'ascii' 'no-ascii' 'log-level=' 'config=' 'source=' 'version' 'h/help'
        case 'check'
            __liqtop_parse_subcommand 0 'offline' 'format=' 'demo' 'token-file=' 'token-command=' 'base-url=' 'insecure-http' 'no-insecure-http' 'live' 'no-live' 'exchanges-url=' 'ca-file=' 'archive=' 'interval=' 'quota=' 'ascii' 'no-ascii' 'log-level=' 'config=' 'source=' 'version' 'h/help'
        case 'help'
            __liqtop_parse_subcommand -r 1 'version'
        end
    end
end

function __liqtop_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __liqtop_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __liqtop_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __liqtop_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__liqtop_tokens -p)
    if test -z "$(__liqtop_tokens -t)"
        set -l index (count (__liqtop_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'liqtop' -f
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" demo' -l 'demo' -d 'Show generated data; needs neither token nor network.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" token-file' -l 'token-file' -d 'Read the API token from this file.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" token-command' -l 'token-command' -d 'Run this command for the API token, without a shell, as in "pass show newhedge".' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" base-url' -l 'base-url' -d 'The API\'s base URL. Default: LIQTOP_BASE_URL, else https://newhedge.io.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" live' -l 'live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" no-live' -l 'no-live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" exchanges-url' -l 'exchanges-url' -d 'Listen to what stands in for all exchanges there: a relay, or liqtop serve --demo.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" ca-file' -l 'ca-file' -d 'Trust the authorities in this file of certificates (PEM), and no others.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" archive' -l 'archive' -d 'Keep every day fetched in this file instead of ~/.local/share/liqtop/archive.sqlite; /dev/null keeps nothing.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" interval' -l 'interval' -d 'Time between refreshes: 60m, 2h, or minutes. Longer where the quota wouldn\'t last.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" quota' -l 'quota' -d 'The token\'s calls per month (10000); a refresh uses eight.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" ascii' -l 'ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" no-ascii' -l 'no-ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" log-level' -l 'log-level' -d 'How much goes into ~/.local/state/liqtop/liqtop.log: none, error, warning, notice, info.' -rfka 'none error warning notice info'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" source' -l 'source' -d 'Show what the archive holds of this source, an import\'s name or a base URL, and fetch nothing.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" range' -l 'range' -d 'The range to begin with: 90d, 2w, 3m, 1y, ytd, all, 2026-11, last month, and so on.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop"' -l 'exchange' -d 'Begin with these exchanges: all, binance, bybit, okx, deribit.' -rfka 'all binance bybit okx deribit'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" view' -l 'view' -d 'Begin with this view: stacked, net, share, exchanges, table, tape.' -rfka 'stacked net share exchanges table tape'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" theme' -l 'theme' -d 'The colours: terminal, dark, light, contrast, safe, mono, or the name of your own file ~/.config/liqtop/themes/name.theme.' -rfka '(__liqtop_custom_completion ---completion -- --theme (count (__liqtop_tokens -pc)) (__liqtop_tokens -tC))'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" mouse' -l 'mouse' -d 'Use the mouse, or leave it to the terminal; m switches.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" no-mouse' -l 'no-mouse' -d 'Use the mouse, or leave it to the terminal; m switches.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" plain' -l 'plain' -d 'Draw nothing: say everything in sentences, and take keys by lines.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" no-plain' -l 'no-plain' -d 'Draw nothing: say everything in sentences, and take keys by lines.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop"' -l 'alert-with' -d 'Tell of alerts with these: screen, bell, osc, osc777, osc99, or none.' -rfka 'screen bell osc osc777 osc99 none'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'print' -d 'Print what was liquidated, from the archive, as text, CSV or JSON.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'status' -d 'Print a line for a status bar, a menu bar or a prompt.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'watch' -d 'Keep the archive current without a screen, and print a line for each event.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'alerts' -d 'List the alerts, try how one is told, or check whether one holds.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'archive' -d 'Look after the archive: what it holds, export, import, forget, vacuum.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'serve' -d 'Serve generated data as the API and the exchanges do, until it is stopped.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'config' -d 'Print the configuration and where each value comes from.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'check' -d 'Check that all is well: configuration, token, terminal, archive, metrics, feeds.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" what' -l 'what' -d 'What to print.' -rfka 'days live tape price'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" format' -l 'format' -d 'How to write it.' -rfka 'text csv tsv json ndjson md'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" since' -l 'since' -d 'From the first day of this day or range.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" until' -l 'until' -d 'To the last day of this day or range.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" last' -l 'last' -d 'This range: 90d, last month, 2026-11, all. Without any dates, 30d; of what is live, 24h, but for daily closes.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" bucket' -l 'bucket' -d 'What a row is: day, week or month of days; hour, minute, day, week or month of what is live; minute, hour, day, week or month of prices.' -rfka 'minute hour day week month'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" shape' -l 'shape' -d 'For csv, tsv and ndjson: a record for each value, or for each row. Default: long.' -rfka 'long wide'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" no-header' -l 'no-header' -d 'For text, csv and tsv: leave out the line of names.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" max-age' -l 'max-age' -d 'Exit with 75 if the data are older than this: 60m, 2h.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" refresh' -l 'refresh' -d 'Fetch the days before that; with --max-age only if they are older.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" token-file' -l 'token-file' -d 'With --refresh: Read the API token from this file.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" archive' -l 'archive' -d 'Read this archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" base-url' -l 'base-url' -d 'What was fetched from this server. Default: LIQTOP_BASE_URL, else the API\'s.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" source' -l 'source' -d 'Of this source of the archive: the name of an import, or a base URL.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" exchanges-url' -l 'exchanges-url' -d 'What was heard by way of this relay. Default: LIQTOP_EXCHANGES_URL, else the exchanges\'.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print"' -l 'exchange' -d 'Of these exchanges: all, binance, bybit, okx, deribit.' -rfka 'all binance bybit okx deribit'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" ascii' -l 'ascii' -d 'Write ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" no-ascii' -l 'no-ascii' -d 'Write ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop print" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" format' -l 'format' -d 'Whose form the line has.' -rfka 'text json tmux waybar i3blocks polybar swiftbar starship i3status-rs'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" template' -l 'template' -d 'A line of your own, such as \'{long} {net}\'.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" watch' -l 'watch' -d 'Go on, with another line whenever it changes, for bars that read on.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" archive' -l 'archive' -d 'Read this archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" base-url' -l 'base-url' -d 'What was fetched from this server. Default: LIQTOP_BASE_URL, else the API\'s.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" source' -l 'source' -d 'Of this source of the archive: the name of an import, or a base URL.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" exchanges-url' -l 'exchanges-url' -d 'What was heard by way of this relay. Default: LIQTOP_EXCHANGES_URL, else the exchanges\'.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status"' -l 'exchange' -d 'Of these exchanges: all, binance, bybit, okx, deribit.' -rfka 'all binance bybit okx deribit'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" ascii' -l 'ascii' -d 'Write ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" no-ascii' -l 'no-ascii' -d 'Write ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" format' -l 'format' -d 'Print sentences, or an object a line.' -rfka 'text json'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" demo' -l 'demo' -d 'Show generated data; needs neither token nor network.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" token-file' -l 'token-file' -d 'Read the API token from this file.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" token-command' -l 'token-command' -d 'Run this command for the API token, without a shell, as in "pass show newhedge".' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" base-url' -l 'base-url' -d 'The API\'s base URL. Default: LIQTOP_BASE_URL, else https://newhedge.io.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" live' -l 'live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" no-live' -l 'no-live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" exchanges-url' -l 'exchanges-url' -d 'Listen to what stands in for all exchanges there: a relay, or liqtop serve --demo.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" ca-file' -l 'ca-file' -d 'Trust the authorities in this file of certificates (PEM), and no others.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" archive' -l 'archive' -d 'Keep every day fetched in this file instead of ~/.local/share/liqtop/archive.sqlite; /dev/null keeps nothing.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" interval' -l 'interval' -d 'Time between refreshes: 60m, 2h, or minutes. Longer where the quota wouldn\'t last.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" quota' -l 'quota' -d 'The token\'s calls per month (10000); a refresh uses eight.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" ascii' -l 'ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" no-ascii' -l 'no-ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" log-level' -l 'log-level' -d 'How much goes into ~/.local/state/liqtop/liqtop.log: none, error, warning, notice, info.' -rfka 'none error warning notice info'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop watch" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop alerts" -eq 1' -fa 'list' -d 'List the alerts: when each fires, when it fired last, and whether it may fire.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop alerts" -eq 1' -fa 'test' -d 'Have an alert told as if it had fired, marked as a test.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop alerts" -eq 1' -fa 'check' -d 'Say which alerts hold by what the archive has, for cron and scripts.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" archive' -l 'archive' -d 'Read this archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" base-url' -l 'base-url' -d 'The days that were fetched from this server. Default: LIQTOP_BASE_URL, else the API\'s.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" exchanges-url' -l 'exchanges-url' -d 'What was heard from there, instead of the exchanges.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop alerts test" -eq 1' -fka '(__liqtop_custom_completion ---completion alerts test -- positional@0 (count (__liqtop_tokens -pc)) (__liqtop_tokens -tC))'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts test" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts test" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" archive' -l 'archive' -d 'Read this archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" base-url' -l 'base-url' -d 'The days that were fetched from this server. Default: LIQTOP_BASE_URL, else the API\'s.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" exchanges-url' -l 'exchanges-url' -d 'What was heard from there, instead of the exchanges.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop alerts check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop archive" -eq 1' -fa 'info' -d 'Say where the archive is, how large, what it holds, and who works for all.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop archive" -eq 1' -fa 'export' -d 'Write every day ever kept, of all sources, as CSV.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop archive" -eq 1' -fa 'import' -d 'Add days from a CSV file to the archive, as a source of their own.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop archive" -eq 1' -fa 'forget' -d 'Take a source out of the archive with all its days, after a yes.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop archive" -eq 1' -fa 'vacuum' -d 'Write the archive\'s file anew, without what is free in it.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive info" format' -l 'format' -d 'Print it as text or as JSON.' -rfka 'text json'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive info" archive' -l 'archive' -d 'This archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive info" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive info" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive info" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop archive export" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'csv\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive export" source' -l 'source' -d 'Of this source alone.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive export" force' -l 'force' -d 'Replace the file if there is one.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive export" archive' -l 'archive' -d 'This archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive export" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive export" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_positional "liqtop archive import" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'csv\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive import" source' -l 'source' -d 'The name of the source: a name of at most 40 letters, digits, -, . and _.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive import" archive' -l 'archive' -d 'This archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive import" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive import" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive forget" source' -l 'source' -d 'The source: a base URL, the name of an import, or exchanges for what their feeds told.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive forget" yes' -l 'yes' -d 'Don\'t ask.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive forget" archive' -l 'archive' -d 'This archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive forget" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive forget" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive forget" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive vacuum" archive' -l 'archive' -d 'This archive instead of ~/.local/share/liqtop/archive.sqlite.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive vacuum" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive vacuum" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop archive vacuum" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop serve" demo' -l 'demo' -d 'Serve the demo\'s generated data.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop serve" port' -l 'port' -d 'The port to listen on; 0 takes a free one.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop serve" exchanges-port' -l 'exchanges-port' -d 'The port for the exchanges\' feeds; without it the one after --port, or a free one.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop serve" host' -l 'host' -d 'The name or address to listen on.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop serve" token-file' -l 'token-file' -d 'Read the token that callers must show from this file.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop serve" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" default' -l 'default' -d 'Print a commented configuration file of defaults.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" demo' -l 'demo' -d 'Show generated data; needs neither token nor network.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" token-file' -l 'token-file' -d 'Read the API token from this file.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" token-command' -l 'token-command' -d 'Run this command for the API token, without a shell, as in "pass show newhedge".' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" base-url' -l 'base-url' -d 'The API\'s base URL. Default: LIQTOP_BASE_URL, else https://newhedge.io.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" live' -l 'live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" no-live' -l 'no-live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" exchanges-url' -l 'exchanges-url' -d 'Listen to what stands in for all exchanges there: a relay, or liqtop serve --demo.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" ca-file' -l 'ca-file' -d 'Trust the authorities in this file of certificates (PEM), and no others.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" archive' -l 'archive' -d 'Keep every day fetched in this file instead of ~/.local/share/liqtop/archive.sqlite; /dev/null keeps nothing.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" interval' -l 'interval' -d 'Time between refreshes: 60m, 2h, or minutes. Longer where the quota wouldn\'t last.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" quota' -l 'quota' -d 'The token\'s calls per month (10000); a refresh uses eight.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" ascii' -l 'ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" no-ascii' -l 'no-ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" log-level' -l 'log-level' -d 'How much goes into ~/.local/state/liqtop/liqtop.log: none, error, warning, notice, info.' -rfka 'none error warning notice info'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" source' -l 'source' -d 'Show what the archive holds of this source, an import\'s name or a base URL, and fetch nothing.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" offline' -l 'offline' -d 'Don\'t use the network, and so no call.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" format' -l 'format' -d 'Print it as text or as JSON.' -rfka 'text json'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" demo' -l 'demo' -d 'Show generated data; needs neither token nor network.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" token-file' -l 'token-file' -d 'Read the API token from this file.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" token-command' -l 'token-command' -d 'Run this command for the API token, without a shell, as in "pass show newhedge".' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" base-url' -l 'base-url' -d 'The API\'s base URL. Default: LIQTOP_BASE_URL, else https://newhedge.io.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" insecure-http' -l 'insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" no-insecure-http' -l 'no-insecure-http' -d 'Allow http to hosts other than this machine. The token is then sent unencrypted.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" live' -l 'live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" no-live' -l 'no-live' -d 'Listen to the exchanges\' own feeds, which need no token.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" exchanges-url' -l 'exchanges-url' -d 'Listen to what stands in for all exchanges there: a relay, or liqtop serve --demo.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" ca-file' -l 'ca-file' -d 'Trust the authorities in this file of certificates (PEM), and no others.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" archive' -l 'archive' -d 'Keep every day fetched in this file instead of ~/.local/share/liqtop/archive.sqlite; /dev/null keeps nothing.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" interval' -l 'interval' -d 'Time between refreshes: 60m, 2h, or minutes. Longer where the quota wouldn\'t last.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" quota' -l 'quota' -d 'The token\'s calls per month (10000); a refresh uses eight.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" ascii' -l 'ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" no-ascii' -l 'no-ascii' -d 'Use ASCII characters only.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" log-level' -l 'log-level' -d 'How much goes into ~/.local/state/liqtop/liqtop.log: none, error, warning, notice, info.' -rfka 'none error warning notice info'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" config' -l 'config' -d 'Read this configuration file instead of ~/.config/liqtop/config.yaml.' -rF
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" source' -l 'source' -d 'Show what the archive holds of this source, an import\'s name or a base URL, and fetch nothing.' -rfka ''
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" version' -l 'version' -d 'Show the version.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'liqtop' -n '__liqtop_should_offer_completions_for_flags_or_options "liqtop help" version' -l 'version' -d 'Show the version.'
