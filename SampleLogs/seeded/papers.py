"""What the company's files are called."""

PLACES = ("関東", "関西", "東海", "九州", "東北")
ORDINARY = {
    "営業部": ("営業/提案書/提案書_{n}.pptx", "営業/日報/日報_{n}.xlsx", "営業/顧客/訪問記録_{n}.docx",
             "営業/見積/見積書_{n}.xlsx"),
    "支店営業部": ("支店/提案/提案書_{n}.pptx", "支店/顧客別/案件_{n}.xlsx", "支店/日報/日報_{n}.xlsx"),
    "支店業務部": ("支店/業務/受注_{n}.xlsx", "支店/業務/納品_{n}.pdf"),
    "購買部": ("購買/発注/発注_{n}.xlsx", "購買/仕入先/仕入_{n}.xlsx", "購買/検収/検収_{n}.pdf"),
    "経理部": ("経理/請求書/請求_{n}.pdf", "経理/月次/月次_{n}.xlsx", "経理/取引先一覧/取引先_{n}.xlsx"),
    "総務部": ("総務/備品/備品_{n}.xlsx", "総務/会議/議事録_{n}.docx", "総務/取締役会【社外秘】/議案_{n}.docx"),
    "人事部": ("人事/評価/評価_{n}.xlsx", "人事/名簿/社員名簿_{n}.xlsx", "人事/採用/応募_{n}.pdf"),
    "企画部": ("企画/中計/中計_{n}.pptx", "企画/調査/調査_{n}.pdf", "企画/機密/計画_{n}.xlsx"),
    "広報部": ("広報/写真/IMG_{n}.jpg", "広報/原稿/原稿_{n}.docx"),
    "設計部": ("設計/図面/A{n}.dwg", "設計/仕様書/仕様_{n}.docx", "設計/図面【社外秘】/X{n}.dwg"),
    "製造部": ("製造/手順/手順_{n}.pdf", "製造/日報/日報_{n}.xlsx"),
    "品質保証部": ("品証/検査/検査_{n}.xlsx", "品証/クレーム/顧客_{n}.docx"),
    "開発部": ("dev/spec/spec_{n}.md", "dev/build/build_{n}.tar.gz", "dev/src/module_{n}.c"),
    "研究部": ("lab/data/run_{n}.csv", "lab/paper/draft_{n}.pdf", "lab/極秘/配合_{n}.xlsx"),
    "情報システム部": ("it/log/log_{n}.txt", "it/manual/手順_{n}.docx", "it/dbexport/test_{n}.csv"),
}
ANYBODY = ("共通/様式/様式_{n}.docx", "共通/連絡/連絡_{n}.pdf")

CUSTOMERS = ("営業/顧客名簿/{place}/顧客名簿_{n}.xlsx", "crm/会員名簿/{place}_{n}.csv",
             "db_export/customer_{n}.csv", "営業/取引先一覧/{place}/{n}.xlsx")
SECRETS = ("商品/秘密/原価表/【社外秘】原価表_{n}.xlsx", "研究/極秘/配合/【極秘】配合_{n}.xlsx",
           "設計/機密/図面_㊙_{n}.dwg", "dev/confidential/design_{n}.pdf")


def ordinary(dice, person):
    """A file that a person of the department opens on any day."""
    choices = ORDINARY[person.department] if dice.chance(0.8) else ANYBODY
    return dice.pick(choices).replace("{n}", f"{dice.between(1, 900):03d}")


def many(dice, choices, count):
    """Different files of one sort."""
    form = dice.pick(choices)
    return [form.replace("{place}", dice.pick(PLACES)).replace("{n}", f"{number:04d}")
            for number in range(1, count + 1)]
