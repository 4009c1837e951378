"""`fundwatch pseudonyms`: the keys by which persons are hidden, looked at and turned."""

import typer

from features.database.connection import engine
from features.settings import Settings
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from serving.commands.console import Json, out, print_json, progress

group = typer.Typer(no_args_is_help=True, help="人员假名密钥 | The keys of the pseudonyms.")


def register(app: typer.Typer) -> None:
    """Add `fundwatch pseudonyms` to the app."""
    app.add_typer(group, name="pseudonyms")


@group.command(
    help="密钥在何处, 是否与数据湖相符 | Where the keys are, and whether they are the lake's."
)
def status(json: Json = False) -> None:
    """Print the ids of rings, never a key."""
    from features.settlement.lake.ring import ring_to_load, rings_in

    settings = Settings()
    with engine(settings).connect() as connection:
        rings = rings_in(connection)
    ring = ring_to_load(settings, rings) if rings else KeyRing.opened(settings)
    place = place_of_keys(settings)
    if json:
        print_json({"place": place, "ring": ring.id, "keys": len(ring.keys), "in_use": bool(rings)})
        return
    out.print(f"{place}: {len(ring.keys)} 个密钥 | keys, {ring.id}", soft_wrap=True)
    out.print(
        "与数据湖相符 | It is the lake's" if rings else "尚未装载数据 | Nothing has been loaded yet"
    )


@group.command(
    help="轮换: 增加一个密钥并改写数据湖 | Turn the ring: one key more, and the lake rewritten with it."
)
def rotate(json: Json = False) -> None:
    """Turn the ring of the lake, or finish a turn that was cut off."""
    from features.settlement.pseudonyms.rotation import rotate as turn

    with progress(quiet=json) as bar:
        task = bar.add_task("轮换 | Turning", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        turned = turn(Settings(), show)
        bar.update(task, description="完成 | Done", completed=1, total=1)
    if json:
        print_json(turned.as_json())
        return
    out.print(
        f"{turned.before} → {turned.after}: {turned.keys} 个密钥 | keys, {turned.files:,} 个文件 | "
        f"files, {turned.rows:,} 行 | rows",
        highlight=False,
        soft_wrap=True,
    )
    out.print("请备份密钥文件 | Keep a copy of the key file, apart from the lake:")
    out.print(str(place_of_keys(Settings())), markup=False, highlight=False, soft_wrap=True)
    if turned.rebuild:
        out.print(
            "信号与货架须重建后服务方可评分 | Signals and shelf must be built again before the "
            f"service scores: {', '.join(turned.rebuild)}",
            soft_wrap=True,
        )
