"""The embedded server: shared by its users, and gone after the last, however they end."""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from features.database import dsn, embedded, engine, leave
from features.database.place import LONGEST_SOCKET_PATH, SOCKET, Place
from features.errors import Conflict, Unreachable
from features.settings import Settings
from tests.database.users import let_go, processes_under, ready, start_user, wait_until


def folder(settings: Settings) -> Path:
    return settings.path("postgres")


def state_of(settings: Settings) -> embedded.ServerState:
    state = embedded.state(folder(settings))
    assert state is not None
    return state


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_runs_while_used_and_ends_with_the_last_user(home):
    engine(home)
    assert state_of(home).users == [os.getpid()]
    leave(home)
    assert embedded.state(folder(home)) is None
    assert processes_under(home.home) == []


def test_data_stays_from_one_start_to_the_next(home):
    with psycopg.connect(dsn(home)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    leave(home)
    with psycopg.connect(dsn(home)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (42,)


def test_two_processes_start_at_once_and_share_one_server(home):
    users = [start_user(home.home) for _ in range(3)]
    assert all(ready(user) for user in users)
    assert state_of(home).users == sorted(user.pid for user in users)
    assert [let_go(user) for user in users] == [0, 0, 0]
    assert wait_until(lambda: processes_under(home.home) == [])


def test_one_user_leaves_and_the_other_goes_on(home):
    first, second = start_user(home.home), start_user(home.home)
    assert ready(first)
    assert ready(second)
    assert let_go(first) == 0
    with psycopg.connect(dsn(home)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert state_of(home).users == sorted([second.pid, os.getpid()])
    assert let_go(second) == 0


def test_killing_the_process_that_started_it_leaves_no_orphan(home):
    user = start_user(home.home)
    assert ready(user)
    assert processes_under(home.home) != []
    user.kill()
    user.communicate()
    assert wait_until(lambda: processes_under(home.home) == [])


def test_killing_the_starter_does_not_take_it_from_the_others(home):
    starter = start_user(home.home)
    assert ready(starter)
    other = start_user(home.home)
    assert ready(other)
    starter.kill()
    starter.communicate()
    assert wait_until(lambda: state_of(home).users == [other.pid])
    assert let_go(other) == 0


def test_killing_the_keeper_leaves_no_orphan_and_the_next_start_works(home):
    user = start_user(home.home)
    assert ready(user)
    state = state_of(home)
    kill(state.keeper)
    assert let_go(user) == 0
    assert wait_until(lambda: processes_under(home.home) == [])
    with psycopg.connect(dsn(home)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_killed_server_comes_back_under_its_users(home):
    opened = engine(home)
    before = state_of(home)
    assert before.server is not None
    kill(before.server)
    assert wait_until(lambda: state_of(home).server != before.server)
    with opened.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_marks_of_a_killed_server_do_not_block_the_next_start(home):
    user = start_user(home.home)
    assert ready(user)
    state = state_of(home)
    assert state.server is not None
    kill(state.keeper)
    kill(state.server)
    user.kill()
    user.communicate()
    assert (Place(folder(home)).data / "postmaster.pid").exists()
    with psycopg.connect(dsn(home)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_mark_with_the_number_of_a_living_stranger_does_not_block(home):
    dsn(home)
    leave(home)
    stranger = subprocess.Popen(["sleep", "600"])
    place = Place(folder(home))
    mark = place.data / "postmaster.pid"
    mark.write_text(f"{stranger.pid}\n{place.data}\n1\n5432\n{place.sockets}\n\n0 0\nready\n")
    (place.sockets / f"{SOCKET}.lock").write_text(mark.read_text())
    try:
        with psycopg.connect(dsn(home)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_stays_without_users_until_it_is_stopped(home):
    embedded.keep(folder(home))
    dsn(home)
    leave(home)
    assert state_of(home).stays
    assert embedded.stop(folder(home))
    assert processes_under(home.home) == []
    assert not embedded.stop(folder(home))


def test_is_not_stopped_under_another_user_unless_forced(home):
    user = start_user(home.home)
    assert ready(user)
    with pytest.raises(Conflict, match=rf"in use by 1 other process\(es\): {user.pid}"):
        embedded.stop(folder(home))
    assert embedded.stop(folder(home), force=True)
    assert let_go(user) == 0


def test_a_home_too_long_for_a_socket_keeps_its_sockets_elsewhere(home):
    long = Settings(home=home.home / ("长" * 30) / ("x" * 60))
    sockets = Place(folder(long)).sockets
    assert not sockets.is_relative_to(long.home)
    assert len(os.fsencode(sockets / SOCKET)) <= LONGEST_SOCKET_PATH
    with psycopg.connect(dsn(long)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert sockets.stat().st_mode & 0o077 == 0
    leave(long)
    assert not sockets.exists()


def test_a_home_with_odd_letters_works(home):
    odd = Settings(home=home.home / 'a b, "c" %d')
    with psycopg.connect(dsn(odd)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    leave(odd)


def test_only_its_owner_reaches_the_data_and_the_sockets(home):
    dsn(home)
    place = Place(folder(home))
    for private in (place.data, place.sockets):
        assert private.stat().st_mode & 0o077 == 0


def test_the_log_holds_no_value_of_a_failed_statement(home):
    with psycopg.connect(dsn(home)) as connection:
        connection.execute("CREATE TABLE person (psn_no text PRIMARY KEY)")
        connection.execute("INSERT INTO person VALUES ('canary-3207')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('canary-3207')")
    log = Place(folder(home)).log.read_text()
    assert "duplicate key" in log
    assert "canary" not in log


def test_a_home_that_cannot_be_written_is_told():
    with tempfile.NamedTemporaryFile() as file, pytest.raises(Unreachable, match="FUNDWATCH_HOME"):
        dsn(Settings(home=Path(file.name) / "below", database_url=None))


def test_a_server_that_cannot_start_is_told_with_its_log(home):
    dsn(home)
    leave(home)
    (Place(folder(home)).data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(Unreachable, match="no_such_setting"):
        dsn(home)
