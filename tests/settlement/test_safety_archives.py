"""Archives are read within bounds: a bomb, a name that leads outside, a broken one are refused."""

import gzip
import io
import stat
import zipfile

import pytest

from features.errors import BadInput
from features.settlement.intake.archives import CHUNK, Allowance, archives_of, unpacked

PLENTY = Allowance(files=100, size=1 << 30, packed=1 << 30, ratio=10_000)


def allowance(**changes: int) -> Allowance:
    return Allowance(**(vars(PLENTY) | changes))


def is_csv(name: str) -> bool:
    return name.endswith(".csv")


def zipped(path, members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def unpack(path, **changes: int):
    return unpacked([path], is_csv, path.parent / "out", allowance(**changes))


def left(folder) -> list[str]:
    return [path.name for path in folder.glob("out/**/*") if path.is_file()]


def test_wanted_files_come_out_as_they_went_in(tmp_path):
    path = zipped(tmp_path / "a.zip", {"2025/setl_d.csv": b"x,y\n1,2\n", "read.me": b"-"})
    (tmp_path / "fee_list_d.csv.gz").write_bytes(gzip.compress(b"a\n1\n"))
    (tmp_path / "notes.txt.gz").write_bytes(b"not even packed")
    assert [p.name for p in archives_of(tmp_path)] == [
        "a.zip",
        "fee_list_d.csv.gz",
        "notes.txt.gz",
    ]
    found = unpacked(archives_of(tmp_path), is_csv, tmp_path / "out", allowance())
    assert {p.name: p.read_bytes() for p in found} == {
        "setl_d.csv": b"x,y\n1,2\n",
        "fee_list_d.csv": b"a\n1\n",
    }
    assert path.exists()


def test_a_chinese_name_written_in_gbk_is_read(tmp_path):
    path = zipped(tmp_path / "a.zip", {"setl_d_xxxx.csv": b"1"})
    name = "结算".encode("gbk")
    path.write_bytes(path.read_bytes().replace(b"xxxx", name))
    assert [p.name for p in unpack(path)] == ["setl_d_结算.csv"]


@pytest.mark.parametrize("kind", ["zip", "gz"])
@pytest.mark.parametrize(
    ("limits", "setting"),
    [
        ({"ratio": 20}, "RATIO"),
        ({"size": 3 * CHUNK}, "ARCHIVE_BYTES"),
        ({"files": 0}, "FILES"),
        ({"packed": 100}, "PACKED"),
    ],
)
def test_a_bomb_is_refused_and_leaves_nothing(tmp_path, kind, limits, setting):
    zeros = bytes(40 * CHUNK)
    if kind == "zip":
        path = zipped(tmp_path / "setl_d.zip", {"setl_d.csv": zeros})
    else:
        path = tmp_path / "setl_d.csv.gz"
        path.write_bytes(gzip.compress(zeros))
    with pytest.raises(BadInput, match=setting) as told:
        unpack(path, **limits)
    assert path.name in told.value.what
    assert left(tmp_path) == []


def test_the_allowance_is_that_of_the_whole_load(tmp_path):
    paths = [zipped(tmp_path / f"{n}.zip", {"setl_d.csv": bytes(2 * CHUNK)}) for n in range(3)]
    with pytest.raises(BadInput, match="ARCHIVE_BYTES"):
        unpacked(paths, is_csv, tmp_path / "out", allowance(size=5 * CHUNK))
    assert left(tmp_path) == []


def test_a_bomb_that_lies_about_its_size_is_still_counted(tmp_path):
    """The size in the directory says 10 bytes; what is unpacked is never more than that."""
    path = zipped(tmp_path / "a.zip", {"setl_d.csv": bytes(30 * CHUNK)})
    content = path.read_bytes()
    said = (30 * CHUNK).to_bytes(4, "little")
    assert content.count(said) == 2
    path.write_bytes(content.replace(said, (10).to_bytes(4, "little")))
    with pytest.raises(BadInput, match="broken"):
        unpack(path)
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["../setl_d.csv", "a/../../setl_d.csv", "/setl_d.csv", "..\\setl_d.csv", "C:setl_d.csv"]
)
def test_a_name_that_leads_outside_is_refused(tmp_path, name):
    path = zipped(tmp_path / "a.zip", {"ok_setl_d.csv": b"1", name: b"2"})
    with pytest.raises(BadInput, match="leads out"):
        unpack(path)
    assert left(tmp_path) == []
    assert not (tmp_path.parent / "setl_d.csv").exists()


def test_a_symbolic_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("setl_d.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(BadInput, match="symbolic link"):
        unpack(tmp_path / "a.zip")


def test_two_files_of_one_name_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a/setl_d.csv": b"1", "b/setl_d.csv": b"2"})
    with pytest.raises(BadInput, match="one name"):
        unpack(path)


def test_an_archive_packed_otherwise_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"setl_d.csv": b"1" * 1000}, zipfile.ZIP_LZMA)
    with pytest.raises(BadInput, match="deflate"):
        unpack(path)


def test_a_locked_archive_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"setl_d.csv": b"1"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x03\x04") + 6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(BadInput, match="password"):
        unpack(path)


@pytest.mark.parametrize("cut", [3, 10])
@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_broken_archive_is_refused(tmp_path, kind, cut):
    packed = io.BytesIO()
    if kind == "zip":
        zipped(packed, {"setl_d.csv": b"1,2\n" * 1000})
    else:
        packed.write(gzip.compress(b"1,2\n" * 1000))
    path = tmp_path / f"setl_d.csv.{kind}"
    path.write_bytes(packed.getvalue()[: len(packed.getvalue()) * cut // 12])
    with pytest.raises(BadInput, match="is broken"):
        unpack(path)
    assert left(tmp_path) == []
