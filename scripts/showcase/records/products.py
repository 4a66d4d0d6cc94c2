"""Creative products, each with the piece of history it comes from: docs/products/products.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.fragments import fragment
from showcase.project.finding import Finding, Severity, warning
from showcase.records.citing import Reference, citation
from showcase.records.facets import Facet, Filter, filters, slices
from showcase.records.kind import Canvas, Crumb, Kind, RecordPage, World
from showcase.records.options import only
from showcase.records.record import Record, RecordPhoto
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Name, OneLine, length

Sentence = Annotated[OneLine, AfterValidator(length(4, 120))]


STATES = {"idea": "设计中", "sample": "打样", "sold": "在售"}


class Product(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"state": STATES}

    key: Key = Field(title="编号", examples=["maizi-shuqian"])
    name: Name = Field(title="产品", examples=["麦穗书签"])
    source: Sentence = Field(title="来自哪段历史", examples=["校园里第一块试验田种的是小麦"])
    period: Name = Field(title="什么时候", examples=["20世纪50年代"])
    reference: Reference | None = Field(None, title="出处", examples=["{kind: book, author: 校史编写组, title: 书名, year: 2009}"])  # fmt: skip
    idea: Sentence = Field(title="怎么想的", examples=["麦穗压成书签，翻书时摸得到芒"])
    material: Name = Field(title="材料", examples=["黄铜，蚀刻"])
    price: Name = Field(title="价格", description="写元，或 待定。", examples=["待定"])
    state: Literal["idea", "sample", "sold"] = Field("idea", title="到哪一步", examples=["idea"])
    rights: Name = Field(title="权利", description="图案是谁画的，归谁。", examples=["图案由本部委托设计，著作权归本部"])  # fmt: skip
    photo: RecordPhoto | None = Field(None, title="照片", examples=["{file: shuqian.jpg, alt: 一枚铜书签, credit: 商务中心, consent: not-needed}"])  # fmt: skip


@dataclass(frozen=True)
class ProductView:
    key: str
    name: str
    source: str
    period: str
    idea: str
    material: str
    price: str
    state: str
    rights: str
    citation: str
    shown: Any | None


def judge(world: World) -> Iterator[Finding]:
    for entry in world.entries(Product):
        product = entry.record
        if product.reference is None:
            hint = "加一行 reference: {kind: book, author: 责任者, title: 书名, year: 2009, pages: 12-15}"
            yield warning("PRO001", entry.at("source"), f"{product.name}没有写出处", hint)
        elif is_open(product.reference):
            hint = "查到原书，写上 author、title、year 和 pages；查不到的，历史这一句不要写成定论"
            yield warning("PRO001", entry.at("reference"), f"{product.name}的出处还待核实", hint)
        if product.state == "sold" and product.price == "待定":
            yield warning(
                "PRO002",
                entry.at("price"),
                f"{product.name}在售，价格还写着待定",
                "写上价签上的价，例如 price: 18元",
            )


def catalogue(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Each product: from history to design to the thing itself."""
    only(options)
    products = world.of(Product)
    if not products:
        raise ValueError(f"{PRODUCTS.path} 里还没有产品")
    return _shelf(products, canvas, filters((STAGE,), products, canvas), canvas.href(PRODUCTS.table))


def _shelf(
    products: Iterable[Product], canvas: Canvas, ways: tuple[Filter, ...] = (), table: str = ""
) -> str:
    views = tuple(_view(product, canvas) for product in products)
    return fragment("record_products", products=views, ways=ways, table=table)


STAGE: Facet[Product] = Facet("到哪一步", "products/state", STATES, lambda product: (product.state,))


def pages(world: World) -> Iterator[RecordPage]:
    crumb = Crumb("文创产品", "products/index.md")
    for own in slices(STAGE, world.of(Product)):
        lede = f"{own.name}的{len(own.records)}件，每一件写明来自哪段历史。"
        sample = any(product.sample for product in own.records)
        yield RecordPage(
            own.path, f"{own.name}的文创产品", lede, partial(_shelf, own.records), (crumb,), "culture",
            f"按{STAGE.label}看", sample, True,
        )  # fmt: skip


def _view(product: Product, canvas: Canvas) -> ProductView:
    return ProductView(
        product.key, product.name, product.source, product.period, product.idea, product.material, product.price,
        STATES[product.state], product.rights, cited(product.reference),
        canvas.picture(PRODUCTS, product.photo, "card") if product.photo else None,
    )  # fmt: skip


def cited(reference: Reference | None) -> str:
    """The citation, or what is known of it while nobody has the book in hand."""
    if reference is None:
        return ""
    if is_open(reference):
        return f"出处待核实：{reference.title}"
    return citation(reference)


def is_open(reference: Reference) -> bool:
    return any("待核实" in text for text in (reference.author, reference.title))


RULES = (
    Rule(
        "PRO001",
        Severity.WARNING,
        "产品没有出处",
        what="每件文创产品的历史，有没有写出自哪本书、哪份档案、第几页。",
        why="省史、市史、校史不能凭印象写。印在卡片上的一句话，买的人会当真。",
        example="source: 校园里第一块试验田种的是小麦",
        instead="reference: {kind: book, author: 校史编写组, title: 书名, year: 2009, pages: 12-15}",
    ),
    Rule(
        "PRO002",
        Severity.WARNING,
        "在售的产品没有价格",
        what="在售的产品有没有写价格。",
        why="明码标价。网页上写待定，柜台上有价，就是两个说法。",
        example="state: sold\nprice: 待定",
        instead="state: sold\nprice: 18元",
    ),
)

PRODUCTS = Kind(
    name="products",
    label="文创产品",
    folder="products",
    record=Product,
    judge=judge,
    pages=pages,
    blocks={"products": catalogue},
    rules=RULES,
)
