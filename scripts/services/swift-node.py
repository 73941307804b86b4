"""
OpenStack Swift on one machine and in one process, for tests of what speaks S3: `swift-node.py DIR PORT`. What it keeps lies in DIR and is
there again when it is started anew. Three servers of its own lie behind the one at PORT, on ports that the system gives.
"""

import sys
from pathlib import Path

import eventlet

eventlet.monkey_patch(all=False, socket=True, select=True, thread=True)

from eventlet import wsgi  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402

BACKENDS = ("account", "container", "object")

BACKEND = """
[DEFAULT]
swift_dir = {dir}
devices = {dir}/devices
mount_check = false
[pipeline:main]
pipeline = {name}-server
[app:{name}-server]
use = egg:swift#{name}
"""

PROXY = """
[DEFAULT]
swift_dir = {dir}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth copy slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
[filter:s3api]
use = egg:swift#s3api
location = eu-test-1
# A page of a listing is short, so that every listing has several.
max_bucket_listing = 3
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
"""


def make_ring(home, name, port):
    builder = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
    builder.add_dev(
        {"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "one", "weight": 1.0}
    )
    builder.rebalance()
    builder.get_ring().save(str(home / f"{name}.ring.gz"))


def serve(home, name, text, listener):
    conf = home / f"{name}.conf"
    conf.write_text(text.format(dir=home, name=name))
    app = loadapp(str(conf))
    wsgi.server(listener, app, utils.NullLogger(), protocol=SwiftHttpProtocol, custom_pool=eventlet.GreenPool(64))


def main(folder, port):
    home = Path(folder)
    (home / "devices/one").mkdir(parents=True, exist_ok=True)
    (home / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = daybook\n")
    utils.set_swift_dir(str(home))
    # No port is told before all that lies behind it listens.
    listeners = {name: eventlet.listen(("127.0.0.1", 0)) for name in BACKENDS}
    for name, listener in listeners.items():
        make_ring(home, name, listener.getsockname()[1])
    for name, listener in listeners.items():
        eventlet.spawn(serve, home, name, BACKEND, listener)
    serve(home, "proxy", PROXY, eventlet.listen(("127.0.0.1", int(port))))


main(*sys.argv[1:])
