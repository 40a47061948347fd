"""Asset-management software: the typical export that `Rules/formats` declares."""

import csv
import io
import time

from clock import japanese

FILES = "日時,コンピューター名,ユーザー名,操作,ファイルパス,移動先パス,ファイルサイズ(KB),ドライブ種別"
DEVICES = "日時,コンピューター名,ユーザー名,操作,デバイス種別,ベンダー名,デバイス名,シリアル番号"
PRINTS = "印刷日時,コンピューター名,ユーザー名,ドキュメント名,プリンター名,印刷枚数"


class Assets:
    """The agents of the head office and the branch."""

    def __init__(self, logs, folder, dice):
        self.logs, self.folder, self.dice = logs, folder, dice

    def copy(self, moment, person, path, size, drive="リムーバブル"):
        """A copy from the person's PC to a drive."""
        name = path.rsplit("/", 1)[-1]
        target = "E:\\" + name if drive == "リムーバブル" else "内部共有ストレージ\\" + name
        self._row("file_log.csv", moment, person, "コピー", "C:\\work\\" + path.replace("/", "\\"),
                  target, f"{max(1, size // 1024):,}", drive)

    def touch(self, moment, person, operation, path, size):
        """What people do on their own drive."""
        self._row("file_log.csv", moment, person, operation, "C:\\work\\" + path.replace("/", "\\"),
                  "", f"{max(1, size // 1024):,}", "ローカル")

    def stick(self, moment, person, serial, vendor="SanDisk", product="Ultra"):
        self._row("device_log.csv", moment, person, "接続", "USBメモリ", vendor, product, serial)
        self._row("device_log.csv", moment + self.dice.within(200, 3000), person, "取り外し",
                  "USBメモリ", vendor, product, serial)

    def phone(self, moment, person, serial):
        self._row("device_log.csv", moment, person, "接続", "スマートフォン", "Google", "Pixel 8", serial)

    def keyboard(self, moment, person):
        self._row("device_log.csv", moment, person, "接続", "キーボード", "Logitech", "K120", "")

    def print(self, moment, person, document, pages, printer="本社複合機"):
        self._row("print_log.csv", moment, person, document, printer, pages)

    def _row(self, name, moment, person, *values):
        text = io.StringIO()
        when = time.strftime("%Y/%m/%d %H:%M:%S", japanese(moment))
        csv.writer(text, lineterminator="").writerow([when, person.host.upper(), person.id, *values])
        self.logs.add(f"{self.folder}/{name}", moment, text.getvalue())
