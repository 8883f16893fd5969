#!/usr/bin/env bash
# Serves real HTML under its real host names on loopback: the documentation of SQLite, Git and R, as Debian packages it.
#
#   real-web.sh start [--dir DIR] [--port N]    installs what is missing, serves, and says how to crawl it
#   real-web.sh stop  [--dir DIR]               stops what was started with the same DIR
#
# DIR (default ./real-web) gets nginx's configuration, logs and pid file, a hosts file and a seeds file. With a port
# other than 80, absolute links in the pages lead past this server.
set -euo pipefail

readonly PACKAGES=(sqlite3-doc git-doc r-doc-html nginx-light)
readonly SQLITE=/usr/share/doc/sqlite3
readonly GIT=/usr/share/doc/git-doc
readonly R=/usr/share/R/doc/manual
readonly SECONDS_TO_STOP=10

fail() {
    echo "real-web.sh: $*" >&2
    exit 1
}

usage() {
    echo "usage: real-web.sh start [--dir DIR] [--port N] | stop [--dir DIR]" >&2
    exit 2
}

install_packages() {
    local missing=()
    for package in "${PACKAGES[@]}"; do
        dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    [ "$(id -u)" -eq 0 ] || fail "these packages are missing; install them as root: apt-get install ${missing[*]}"
    echo "installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! apt_install "$log" && ! { apt-get -q update >"$log" 2>&1 && apt_install "$log"; }; then
        tail -n 5 "$log" >&2
        fail "apt-get could not install ${missing[*]}; its output is in $log"
    fi
    rm -f "$log"
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}" >"$1" 2>&1
}

# The pid of the nginx that was started with this DIR, if it is running: a pid file alone may be a leftover.
running_pid() {
    local pid
    pid=$(cat "$dir/nginx.pid" 2>/dev/null) || return 1
    [ -r "/proc/$pid/cmdline" ] || return 1
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "nginx -p $dir -e" || return 1
    echo "$pid"
}

write_configuration() {
    [ "$(id -u)" -ne 0 ] || echo "user www-data;"
    cat <<NGINX
pid $dir/nginx.pid;
error_log $dir/error.log;
worker_processes 1;
events { worker_connections 4096; }
http {
    include /etc/nginx/mime.types;
    access_log $dir/access.log;
    client_body_temp_path $dir/temp/body;
    proxy_temp_path $dir/temp/proxy;
    fastcgi_temp_path $dir/temp/fastcgi;
    uwsgi_temp_path $dir/temp/uwsgi;
    scgi_temp_path $dir/temp/scgi;
    sendfile on;
    keepalive_requests 100000;
    autoindex off;
    server {
        listen 127.0.0.1:$port default_server;
        return 404;
    }
    server {
        listen 127.0.0.1:$port;
        server_name www.sqlite.org;
        root $SQLITE;
    }
    server {
        listen 127.0.0.1:$port;
        server_name git-scm.com;
        root $GIT;
    }
    server {
        listen 127.0.0.1:$port;
        server_name cran.r-project.org;
        location = / { return 302 /doc/manuals/R-intro.html; }
        location /doc/manuals/ { alias $R/; }
        location / { return 404; }
    }
}
NGINX
}

write_lists() {
    printf '127.0.0.1 %s\n' www.sqlite.org git-scm.com cran.r-project.org >"$dir/hosts"
    local suffix=""
    [ "$port" -eq 80 ] || suffix=":$port"
    {
        echo "http://www.sqlite.org$suffix/"
        echo "http://git-scm.com$suffix/"
        # The manuals link to each other by https, which is not served here.
        for manual in "$R"/*.html; do
            echo "http://cran.r-project.org$suffix/doc/manuals/${manual##*/}"
        done
    } >"$dir/seeds.txt"
}

say_how_to_crawl() {
    echo "serving on 127.0.0.1:$port (HTML files; not every one is linked to):"
    for host in "www.sqlite.org $SQLITE" "git-scm.com $GIT" "cran.r-project.org $R"; do
        printf '  %-20s %4d\n' "${host%% *}" "$(find "${host##* }" -name '*.html' | wc -l)"
    done
    echo "crawl it with:"
    echo "  ./linkloom crawl --hosts $dir/hosts --allow-address 127.0.0.0/8 --delay 0 --scope host --seeds $dir/seeds.txt"
    echo "stop it with:"
    echo "  $0 stop --dir $dir"
}

start() {
    install_packages
    for root in "$SQLITE" "$GIT" "$R"; do
        [ -d "$root" ] || fail "$root is missing although its package is installed"
    done
    mkdir -p "$dir/temp"
    write_configuration >"$dir/nginx.conf.new"
    if running_pid >/dev/null; then
        if cmp -s "$dir/nginx.conf.new" "$dir/nginx.conf"; then
            rm "$dir/nginx.conf.new"
            echo "already running"
            write_lists
            say_how_to_crawl
            return
        fi
        stop
    fi
    mv "$dir/nginx.conf.new" "$dir/nginx.conf"
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        fail "port $port is in use by another server; stop that one or choose another with --port"
    fi
    local output
    output=$(nginx -p "$dir" -e "$dir/error.log" -c "$dir/nginx.conf" 2>&1) || fail "nginx did not start: $output"
    write_lists
    say_how_to_crawl
}

stop() {
    local pid
    if ! pid=$(running_pid); then
        echo "not running"
        return
    fi
    kill -QUIT "$pid"
    for _ in $(seq $((SECONDS_TO_STOP * 10))); do
        if ! running_pid >/dev/null; then
            echo "stopped"
            return
        fi
        sleep 0.1
    done
    fail "nginx with pid $pid did not stop within $SECONDS_TO_STOP seconds"
}

[ $# -ge 1 ] || usage
command=$1
shift
dir=./real-web
port=80
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage
    case $1 in
        --dir) dir=$2 ;;
        --port) port=$2 ;;
        *) usage ;;
    esac
    shift 2
done
[[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "no port: $port"
dir=$(realpath -m -- "$dir")
[[ $dir =~ [[:space:]\;\{\}\$\'\"] ]] && fail "the path of the directory must have no spaces, quotes or ; { } \$: $dir"

case $command in
    start) start ;;
    stop) stop ;;
    *) usage ;;
esac
