"""Names of people who do not exist, as common as such names are: the first ones come often."""

FAMILIES = [pair.split(":") for pair in (
    "佐藤:Sato 鈴木:Suzuki 高橋:Takahashi 田中:Tanaka 伊藤:Ito 渡辺:Watanabe 山本:Yamamoto 中村:Nakamura "
    "小林:Kobayashi 加藤:Kato 吉田:Yoshida 山田:Yamada 佐々木:Sasaki 山口:Yamaguchi 松本:Matsumoto "
    "井上:Inoue 木村:Kimura 林:Hayashi 斎藤:Saito 清水:Shimizu 山崎:Yamazaki 森:Mori 池田:Ikeda "
    "橋本:Hashimoto 阿部:Abe 石川:Ishikawa 山下:Yamashita 中島:Nakajima 石井:Ishii 小川:Ogawa "
    "前田:Maeda 岡田:Okada 長谷川:Hasegawa 藤田:Fujita 後藤:Goto 近藤:Kondo 村上:Murakami 遠藤:Endo "
    "青木:Aoki 坂本:Sakamoto 福田:Fukuda 太田:Ota 西村:Nishimura 藤井:Fujii 金子:Kaneko 岡本:Okamoto "
    "藤原:Fujiwara 三浦:Miura 中野:Nakano 原田:Harada 松田:Matsuda 竹内:Takeuchi 小野:Ono 中山:Nakayama "
    "和田:Wada 石田:Ishida 森田:Morita 上田:Ueda 原:Hara 内田:Uchida 柴田:Shibata 酒井:Sakai 宮崎:Miyazaki "
    "横山:Yokoyama 高木:Takagi 安藤:Ando 宮本:Miyamoto 大野:Ohno 小島:Kojima 谷口:Taniguchi 今井:Imai "
    "工藤:Kudo 高田:Takada 増田:Masuda 丸山:Maruyama 杉山:Sugiyama 村田:Murata 大塚:Otsuka 新井:Arai "
    "小山:Koyama 平野:Hirano 河野:Kono 藤本:Fujimoto 野口:Noguchi 武田:Takeda 松井:Matsui 千葉:Chiba "
    "菅原:Sugawara 岩崎:Iwasaki 久保:Kubo 木下:Kinoshita 野村:Nomura 松尾:Matsuo 菊地:Kikuchi 市川:Ichikawa "
    "水野:Mizuno 桜井:Sakurai 渡部:Watabe 古川:Furukawa 北村:Kitamura 渋谷:Shibuya 土屋:Tsuchiya").split()]

GIVEN = [pair.split(":") for pair in (
    "太郎:Taro 健:Ken 翔:Sho 大輔:Daisuke 拓也:Takuya 直樹:Naoki 誠:Makoto 学:Manabu 浩:Hiroshi 聡:Satoshi "
    "亮:Ryo 涼太:Ryota 圭:Kei 潤:Jun 修:Osamu 隆:Takashi 剛:Tsuyoshi 悟:Satoru 蓮:Ren 大地:Daichi "
    "陽子:Yoko 恵子:Keiko 香織:Kaori 美咲:Misaki 花:Hana 葵:Aoi 梓:Azusa 真央:Mao 翔子:Shoko 玲奈:Rena "
    "裕子:Yuko 恵:Megumi 由美:Yumi 愛:Ai 彩:Aya 千尋:Chihiro 舞:Mai 優:Yu 直美:Naomi 智子:Tomoko "
    "和也:Kazuya 達也:Tatsuya 哲也:Tetsuya 康平:Kohei 雄太:Yuta 慎一:Shinichi 光:Hikaru 武:Takeshi 豊:Yutaka 進:Susumu "
    "麻衣:Mai 沙織:Saori 理恵:Rie 久美子:Kumiko 弘子:Hiroko 幸子:Sachiko 典子:Noriko 里奈:Rina 奈々:Nana 琴音:Kotone").split()]

COMPANIES = ("kaede tsubaki asahi minato hokuto sakura midori kita-no wakaba suzuran fuji-kita "
             "takamine hinode shirakaba nagisa komatsu-oka").split()

PARTNERS = ("aozora-kogyo kitahama-shoji seto-seiki ginga-system minami-butsuryu towa-kikai "
            "umikaze-insatsu nishiki-denki oka-kensetsu hama-suisan yama-shokuhin toki-kagaku "
            "kumo-software hoshi-design mori-lease kaze-unyu sora-denshi iwa-tekko hana-kikaku "
            "kawa-seimitsu tani-sangyo matsu-zoki take-bussan ume-shoten").split()


def family(dice):
    """A family name; the common ones come more often than the rare ones."""
    return FAMILIES[int(len(FAMILIES) * dice.random() ** 1.8)]
