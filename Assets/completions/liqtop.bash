#!/bin/bash

__liqtop_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__liqtop_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__liqtop_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__liqtop_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_liqtop() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--demo --insecure-http --no-insecure-http --live --no-live --ascii --no-ascii --mouse --no-mouse --plain --no-plain --version -h --help)
    local -a repeating_options=(--exchange --alert-with)
    local -a non_repeating_options=(--token-file --token-command --base-url --exchanges-url --ca-file --archive --interval --quota --log-level --config --source --range --view --theme)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--token-file')
        __liqtop_add_completions -f
        return
        ;;
    '--token-command')
        return
        ;;
    '--base-url')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--ca-file')
        __liqtop_add_completions -f
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--interval')
        return
        ;;
    '--quota')
        return
        ;;
    '--log-level')
        __liqtop_add_completions -W 'none'$'\n''error'$'\n''warning'$'\n''notice'$'\n''info'
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    '--source')
        return
        ;;
    '--range')
        return
        ;;
    '--exchange')
        __liqtop_add_completions -W 'all'$'\n''binance'$'\n''bybit'$'\n''okx'$'\n''deribit'
        return
        ;;
    '--view')
        __liqtop_add_completions -W 'stacked'$'\n''net'$'\n''share'$'\n''exchanges'$'\n''table'$'\n''tape'
        return
        ;;
    '--theme')
        __liqtop_add_completions -W "$(__liqtop_custom_complete ---completion -- --theme "${COMP_CWORD}" "$(__liqtop_cursor_index_in_current_word)")"
        return
        ;;
    '--alert-with')
        __liqtop_add_completions -W 'screen'$'\n''bell'$'\n''osc'$'\n''osc777'$'\n''osc99'$'\n''none'
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    print|status|watch|alerts|archive|serve|config|check|help)
        # Offer subcommand argument completions
        "_liqtop_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'print status watch alerts archive serve config check help' -- "${cur}"))
        ;;
    esac
}

_liqtop_print() {
    repeating_flags=()
    non_repeating_flags=(--no-header --refresh --insecure-http --no-insecure-http --ascii --no-ascii --version -h --help)
    repeating_options=(--exchange)
    non_repeating_options=(--what --format --since --until --last --bucket --shape --max-age --token-file --archive --base-url --source --exchanges-url --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--what')
        __liqtop_add_completions -W 'days'$'\n''live'$'\n''tape'$'\n''price'
        return
        ;;
    '--format')
        __liqtop_add_completions -W 'text'$'\n''csv'$'\n''tsv'$'\n''json'$'\n''ndjson'$'\n''md'
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--last')
        return
        ;;
    '--bucket')
        __liqtop_add_completions -W 'minute'$'\n''hour'$'\n''day'$'\n''week'$'\n''month'
        return
        ;;
    '--shape')
        __liqtop_add_completions -W 'long'$'\n''wide'
        return
        ;;
    '--max-age')
        return
        ;;
    '--token-file')
        __liqtop_add_completions -f
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--base-url')
        return
        ;;
    '--source')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--exchange')
        __liqtop_add_completions -W 'all'$'\n''binance'$'\n''bybit'$'\n''okx'$'\n''deribit'
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_status() {
    repeating_flags=()
    non_repeating_flags=(--watch --insecure-http --no-insecure-http --ascii --no-ascii --version -h --help)
    repeating_options=(--exchange)
    non_repeating_options=(--format --template --archive --base-url --source --exchanges-url --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format')
        __liqtop_add_completions -W 'text'$'\n''json'$'\n''tmux'$'\n''waybar'$'\n''i3blocks'$'\n''polybar'$'\n''swiftbar'$'\n''starship'$'\n''i3status-rs'
        return
        ;;
    '--template')
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--base-url')
        return
        ;;
    '--source')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--exchange')
        __liqtop_add_completions -W 'all'$'\n''binance'$'\n''bybit'$'\n''okx'$'\n''deribit'
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_watch() {
    repeating_flags=()
    non_repeating_flags=(--demo --insecure-http --no-insecure-http --live --no-live --ascii --no-ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--format --token-file --token-command --base-url --exchanges-url --ca-file --archive --interval --quota --log-level --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format')
        __liqtop_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--token-file')
        __liqtop_add_completions -f
        return
        ;;
    '--token-command')
        return
        ;;
    '--base-url')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--ca-file')
        __liqtop_add_completions -f
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--interval')
        return
        ;;
    '--quota')
        return
        ;;
    '--log-level')
        __liqtop_add_completions -W 'none'$'\n''error'$'\n''warning'$'\n''notice'$'\n''info'
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_alerts() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __liqtop_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|test|check)
        # Offer subcommand argument completions
        "_liqtop_alerts_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list test check' -- "${cur}"))
        ;;
    esac
}

_liqtop_alerts_list() {
    repeating_flags=()
    non_repeating_flags=(--insecure-http --no-insecure-http --version -h --help)
    repeating_options=()
    non_repeating_options=(--archive --base-url --exchanges-url --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--base-url')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_alerts_test() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--config)
    __liqtop_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __liqtop_add_completions -W "$(__liqtop_custom_complete ---completion alerts test -- positional@0 "${COMP_CWORD}" "$(__liqtop_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_liqtop_alerts_check() {
    repeating_flags=()
    non_repeating_flags=(--insecure-http --no-insecure-http --version -h --help)
    repeating_options=()
    non_repeating_options=(--archive --base-url --exchanges-url --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--base-url')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_archive() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __liqtop_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    info|export|import|forget|vacuum)
        # Offer subcommand argument completions
        "_liqtop_archive_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'info export import forget vacuum' -- "${cur}"))
        ;;
    esac
}

_liqtop_archive_info() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--format --archive --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format')
        __liqtop_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_archive_export() {
    repeating_flags=()
    non_repeating_flags=(--force --version -h --help)
    repeating_options=()
    non_repeating_options=(--source --archive --config)
    __liqtop_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--source')
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __liqtop_add_completions -o plusdirs -fX '!*.@(csv)'
        return
        ;;
    esac
}

_liqtop_archive_import() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--source --archive --config)
    __liqtop_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--source')
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __liqtop_add_completions -o plusdirs -fX '!*.@(csv)'
        return
        ;;
    esac
}

_liqtop_archive_forget() {
    repeating_flags=()
    non_repeating_flags=(--yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--source --archive --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--source')
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_archive_vacuum() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(--archive --config)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_serve() {
    repeating_flags=()
    non_repeating_flags=(--demo --version -h --help)
    repeating_options=()
    non_repeating_options=(--port --exchanges-port --host --token-file)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--port')
        return
        ;;
    '--exchanges-port')
        return
        ;;
    '--host')
        return
        ;;
    '--token-file')
        __liqtop_add_completions -f
        return
        ;;
    esac
}

_liqtop_config() {
    repeating_flags=()
    non_repeating_flags=(--default --demo --insecure-http --no-insecure-http --live --no-live --ascii --no-ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--token-file --token-command --base-url --exchanges-url --ca-file --archive --interval --quota --log-level --config --source)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--token-file')
        __liqtop_add_completions -f
        return
        ;;
    '--token-command')
        return
        ;;
    '--base-url')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--ca-file')
        __liqtop_add_completions -f
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--interval')
        return
        ;;
    '--quota')
        return
        ;;
    '--log-level')
        __liqtop_add_completions -W 'none'$'\n''error'$'\n''warning'$'\n''notice'$'\n''info'
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    '--source')
        return
        ;;
    esac
}

_liqtop_check() {
    repeating_flags=()
    non_repeating_flags=(--offline --demo --insecure-http --no-insecure-http --live --no-live --ascii --no-ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--format --token-file --token-command --base-url --exchanges-url --ca-file --archive --interval --quota --log-level --config --source)
    __liqtop_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format')
        __liqtop_add_completions -W 'text'$'\n''json'
        return
        ;;
    '--token-file')
        __liqtop_add_completions -f
        return
        ;;
    '--token-command')
        return
        ;;
    '--base-url')
        return
        ;;
    '--exchanges-url')
        return
        ;;
    '--ca-file')
        __liqtop_add_completions -f
        return
        ;;
    '--archive')
        __liqtop_add_completions -f
        return
        ;;
    '--interval')
        return
        ;;
    '--quota')
        return
        ;;
    '--log-level')
        __liqtop_add_completions -W 'none'$'\n''error'$'\n''warning'$'\n''notice'$'\n''info'
        return
        ;;
    '--config')
        __liqtop_add_completions -f
        return
        ;;
    '--source')
        return
        ;;
    esac
}

_liqtop_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __liqtop_offer_flags_options -1
}

complete -o filenames -F _liqtop liqtop
