"""What becomes of a photo on its way: sizes, formats, crops, filters; and pictures that resemble each other but are no copies."""

import io
import os
import random
import subprocess

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps, ImageStat


def saved(picture, ending="jpg", **options):
    target = io.BytesIO()
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "tif": "TIFF"}[ending]
    if kind == "JPEG":
        options = {"quality": 80, **options}
    picture.save(target, kind, **options)
    return target.getvalue(), ending


def coded(picture, ending):
    """HEIC and AVIF, by heif-enc."""
    base = "/tmp/copies-%d" % os.getpid()
    width, height = picture.size
    picture.crop((0, 0, width & ~1, height & ~1)).save(base + ".png")
    try:
        subprocess.run(["heif-enc", *(["-A", "-p", "speed=9"] if ending == "avif" else ["-p", "preset=ultrafast"]), "-q", "60",
                        "-o", "%s.%s" % (base, ending), base + ".png"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open("%s.%s" % (base, ending), "rb") as source:
            return source.read(), ending
    finally:
        for name in (base + ".png", "%s.%s" % (base, ending)):
            if os.path.exists(name):
                os.unlink(name)


def fitted(picture, side):
    size = picture.size
    most = max(size)
    side = min(side, most)  # nobody makes them larger
    return picture.resize((max(1, round(size[0] * side / most)), max(1, round(size[1] * side / most))), Image.LANCZOS)


def cut(picture, left, top, right, bottom):
    width, height = picture.size
    return picture.crop((round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom))))


def shaped(picture, ratio):
    """Cut to a shape round the centre, as themes do."""
    width, height = picture.size
    if width / height > ratio:
        part = round(height * ratio)
        return picture.crop(((width - part) // 2, 0, (width - part) // 2 + part, height))
    part = round(width / ratio)
    return picture.crop((0, (height - part) // 2, width, (height - part) // 2 + part))


def oriented(picture, orientation, turn, quality):
    """Pixels as the sensor had them, and the Exif tag that sets them upright."""
    exif = Image.Exif()
    exif[0x112] = orientation
    return saved(picture.transpose(turn), exif=exif, quality=quality)


def marked(picture):
    picture = picture.copy()
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    draw.rectangle((width * 0.80, height * 0.92, width * 0.98, height * 0.98), fill=(250, 250, 250))
    draw.rectangle((width * 0.82, height * 0.935, width * 0.9, height * 0.965), fill=(200, 30, 40))
    return picture


def framed(picture):
    side = round(min(picture.size) * 0.05)
    return ImageOps.expand(picture, side, (255, 255, 255))


def beside(picture, other):
    height = min(picture.height, other.height)
    both = [one.resize((max(1, one.width * height // one.height), height)) for one in (picture, other)]
    whole = Image.new("RGB", (both[0].width + both[1].width, height))
    whole.paste(both[0], (0, 0))
    whole.paste(both[1], (both[0].width, 0))
    return whole


# name: (how, what is wanted of it: "copy", "lead" (a part, or joined all the same), "any": it is only counted)
VARIANTS = {
    "same size, quality 60": (lambda p, o: saved(p, quality=60), "copy"),
    "same size, quality 30": (lambda p, o: saved(p, quality=30), "copy"),
    "2048 px": (lambda p, o: saved(fitted(p, 2048)), "copy"),
    "960 px": (lambda p, o: saved(fitted(p, 960), quality=72), "copy"),
    "720 px": (lambda p, o: saved(fitted(p, 720), quality=70), "copy"),
    "320 px": (lambda p, o: saved(fitted(p, 320), quality=70), "copy"),
    "150 px": (lambda p, o: saved(fitted(p, 150), quality=70), "copy"),
    "WebP": (lambda p, o: saved(p, "webp", quality=75, method=2), "copy"),
    "WebP 800 px, quality 40": (lambda p, o: saved(fitted(p, 800), "webp", quality=40, method=2), "copy"),
    "PNG": (lambda p, o: saved(p, "png", compress_level=1), "copy"),
    "GIF (256 colours)": (lambda p, o: saved(p.quantize(256), "gif"), "any"),
    "TIFF": (lambda p, o: saved(p, "tif", compression="tiff_lzw"), "copy"),
    "AVIF 1024 px": (lambda p, o: coded(fitted(p, 1024), "avif"), "copy"),
    "HEIC 1024 px": (lambda p, o: coded(fitted(p, 1024), "heic"), "copy"),
    "turned by Exif (6)": (lambda p, o: oriented(p, 6, Image.ROTATE_90, 76), "copy"),
    "turned by Exif (3)": (lambda p, o: oriented(p, 3, Image.ROTATE_180, 77), "copy"),
    "turned by Exif (8)": (lambda p, o: oriented(p, 8, Image.ROTATE_270, 78), "copy"),
    "mirrored by Exif (2)": (lambda p, o: oriented(p, 2, Image.FLIP_LEFT_RIGHT, 79), "copy"),
    "cropped 3 % a side": (lambda p, o: saved(cut(p, .03, .03, .03, .03)), "lead"),
    "cropped 5 % a side, 1024 px": (lambda p, o: saved(fitted(cut(p, .05, .05, .05, .05), 1024)), "lead"),
    "cropped 6 % left": (lambda p, o: saved(cut(p, .06, 0, 0, 0)), "lead"),
    "cropped 6 % bottom": (lambda p, o: saved(cut(p, 0, 0, 0, .06)), "lead"),
    "cropped 10 % top": (lambda p, o: saved(cut(p, 0, .1, 0, 0)), "lead"),
    "cropped 10 % a side": (lambda p, o: saved(cut(p, .1, .1, .1, .1)), "lead"),
    "cropped to a quarter": (lambda p, o: saved(cut(p, .3, .2, .2, .3)), "any"),
    "16:9 by a theme": (lambda p, o: saved(fitted(shaped(p, 16 / 9), 1200)), "lead"),
    "square 1080 px": (lambda p, o: saved(fitted(shaped(p, 1), 1080)), "lead"),
    "square 150 px": (lambda p, o: saved(fitted(shaped(p, 1), 150)), "lead"),
    "lighter by a tenth": (lambda p, o: saved(ImageEnhance.Brightness(p).enhance(1.1)), "any"),
    "contrast stretched": (lambda p, o: saved(ImageOps.autocontrast(p, cutoff=1)), "any"),
    "more colour": (lambda p, o: saved(ImageEnhance.Color(p).enhance(1.4)), "any"),
    "sharpened": (lambda p, o: saved(p.filter(ImageFilter.SHARPEN)), "any"),
    "grey": (lambda p, o: saved(p.convert("L")), "any"),
    "logo in a corner": (lambda p, o: saved(marked(p)), "any"),
    "white frame of 5 %": (lambda p, o: saved(framed(p)), "any"),
    "turned by one degree": (lambda p, o: saved(cut(p.rotate(1, Image.BICUBIC), .03, .03, .03, .03)), "any"),
    "beside another one": (lambda p, o: saved(beside(p, o)), "any"),
}


def busiest(picture, dice, side):
    """A place where something is to be seen: of twenty the one with most contrast."""
    places = [(dice.randrange(picture.width - side), dice.randrange(picture.height - side)) for _ in range(20)]
    grey = picture.convert("L")
    return max(places, key=lambda at: ImageStat.Stat(grey.crop((*at, at[0] + side, at[1] + side))).stddev[0])


def next_frame(picture, dice, shake):
    """Another moment of one scene: the camera moves by `shake` of a side, and something in it, as large as a head, by more."""
    width, height = picture.size
    side = max(8, round(min(width, height) * dice.uniform(0.06, 0.14)))
    scene = picture.copy()
    x, y = busiest(picture, dice, side)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).ellipse((2, 2, side - 2, side - 2), fill=255)
    move = [round(side * dice.uniform(0.3, 0.8) * dice.choice((-1, 1))) for _ in range(2)]
    scene.paste(picture.crop((x, y, x + side, y + side)), (x + move[0], y + move[1]), mask.filter(ImageFilter.GaussianBlur(side / 20)))
    right, down = dice.uniform(0, 2 * shake), dice.uniform(0, 2 * shake)
    frame = cut(scene, right, down, 2 * shake - right, 2 * shake - down)
    return frame.resize(picture.size, Image.BICUBIC)


def page_of_text(dice, width=1240, height=1754):
    page = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(page)
    for line in range(48):
        words = " ".join("".join(dice.choice("aeioumnrstldkbv") for _ in range(dice.randrange(2, 10))) for _ in range(22))
        end = width - 120 if line % 7 else dice.randrange(300, 900)
        row = Image.new("RGB", (width, 30), (255, 255, 255))
        ImageDraw.Draw(row).text((0, 5), words, fill=(20, 20, 20))
        page.paste(row.crop((0, 0, end - 120, 30)), (120, 120 + line * 32))
    draw.rectangle((120, 60, 120 + dice.randrange(300, 700), 84), fill=(30, 30, 30))
    return page


def sky(dice):
    """A slope from blue to white, with something small in it."""
    picture = Image.linear_gradient("L").resize((1600, 1066))
    picture = ImageOps.colorize(picture, (90 + dice.randrange(8), 140, 225), (225, 235, 250))
    draw = ImageDraw.Draw(picture)
    for _ in range(3):
        x, y = dice.randrange(1500), dice.randrange(1000)
        draw.ellipse((x, y, x + 14, y + 8), fill=(60, 60, 60))
    return picture


def blank_scan(dice):
    base = Image.new("L", (827, 1169), 246)
    noise = Image.effect_noise((827, 1169), 6)
    page = ImageChops.add(base, noise, scale=1, offset=-128).convert("RGB")
    ImageDraw.Draw(page).line((dice.randrange(700), 0, dice.randrange(800), 1168), fill=(225, 225, 225))
    return page


def badge(dice):
    """A logo on white: the same ring, another sign in it."""
    picture = Image.new("RGB", (600, 600), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, 60, 540, 540), outline=(20, 60, 140), width=40)
    for _ in range(3):
        x, y = dice.randrange(180, 330), dice.randrange(180, 330)
        draw.rectangle((x, y, x + dice.randrange(40, 110), y + dice.randrange(40, 110)), fill=(220, 120, 20))
    return picture


def screen_of_call(dice):
    """A video call: the same grid, other tiles."""
    picture = Image.new("RGB", (1280, 720), (32, 33, 36))
    draw = ImageDraw.Draw(picture)
    for tile in range(12):
        x, y = 20 + tile % 4 * 312, 20 + tile // 4 * 232
        shade = tuple(dice.randrange(60, 110) for _ in range(3))
        draw.rectangle((x, y, x + 300, y + 220), fill=shade)
        draw.ellipse((x + 110, y + 60, x + 190, y + 140), fill=tuple(dice.randrange(120, 240) for _ in range(3)))
    return picture


def dark(picture):
    return ImageEnhance.Brightness(picture).enhance(0.08)


ALIKE = {"pages of text": page_of_text, "sky": sky, "blank scans": blank_scan, "logos": badge, "video calls": screen_of_call}


def alike(kind, seed):
    return saved(ALIKE[kind](random.Random(seed)), "png" if kind in ("logos", "video calls") else "jpg")
