#!/usr/bin/env python3
"""Draws the pictures of tests/data/images, and writes down what Pillow sees in them.

usage: make_pictures.py OUT_FOLDER        (needs Pillow 11)

Each is one drawing of 64 x 56 in some form of some format. expected.tsv has a line for each: file, width, height, and
the means of its squares of 8 x 8 pixels, R, G, B, row by row in hexadecimal, upright and over white.
"""
import io
import pathlib
import struct
import sys
import zlib

from PIL import Image, ImageOps

W, H = 64, 56


def colour(x, y):
    """No two corners alike, so that every way of turning it shows."""
    if (x - 16) ** 2 + (y - 16) ** 2 < 100:
        return 220, 40, 30
    if x > 40 and y > 30:
        return 20, 90, 200
    return 40 + 3 * x, 60 + 3 * y, 100 + (x // 8 + y // 8) % 2 * 60


def opacity(x, y):
    return min(255, 4 * x + 20)


def drawing(mode="RGB"):
    rgb = Image.new("RGB", (W, H))
    rgb.putdata([colour(x, y) for y in range(H) for x in range(W)])
    if mode == "RGBA":
        rgb.putalpha(alpha())
        return rgb
    return rgb.convert(mode)


def alpha():
    mask = Image.new("L", (W, H))
    mask.putdata([opacity(x, y) for y in range(H) for x in range(W)])
    return mask


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


# ---- JPEG ----


def with_orientation(number):
    exif = Image.Exif()
    exif[274] = number
    return exif.tobytes()


def jpegs():
    yield "plain.jpg", saved(drawing(), "JPEG", quality=90)
    yield "444.jpg", saved(drawing(), "JPEG", quality=90, subsampling=0)
    yield "422.jpg", saved(drawing(), "JPEG", quality=90, subsampling=1)
    yield "grey.jpg", saved(drawing("L"), "JPEG", quality=90)
    yield "cmyk.jpg", saved(drawing("CMYK"), "JPEG", quality=90)
    yield "progressive.jpg", saved(drawing(), "JPEG", quality=90, progressive=True)
    yield "progressive_cmyk.jpg", saved(drawing("CMYK"), "JPEG", quality=90, progressive=True)
    yield "restart.jpg", saved(drawing(), "JPEG", quality=90, restart_marker_rows=1)
    for number in range(1, 9):
        yield f"exif{number}.jpg", saved(drawing(), "JPEG", quality=75, exif=with_orientation(number))


# ---- PNG: Pillow writes few of its forms ----

PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def samples(kind, bits, x, y):
    most = (1 << bits) - 1
    r, g, b = (v * most // 255 for v in colour(x, y))
    a = opacity(x, y) * most // 255
    return {GREY: [g], RGB: [r, g, b], PALETTE: [(x // 8 + 3 * (y // 8)) & most], GREY_ALPHA: [g, a],
            RGBA: [r, g, b, a]}[kind]


def packed(values, bits):
    if bits == 16:
        return struct.pack(f">{len(values)}H", *values)
    text = "".join(format(v, f"0{bits}b") for v in values)
    text += "0" * (-len(text) % 8)
    return bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))


def png(kind, bits, interlaced=False, extra=b""):
    rows = b""
    for left, top, right, down in PASSES if interlaced else [(0, 0, 1, 1)]:
        for y in range(top, H, down):
            rows += b"\0" + packed([s for x in range(left, W, right) for s in samples(kind, bits, x, y)], bits)
    if kind == PALETTE:
        table = bytes(v & 255 for i in range(1 << bits) for v in (i * 37 + 20, 255 - i * 23, i * 71 + 90))
        extra = chunk(b"PLTE", table) + extra
    header = struct.pack(">IIBBBBB", W, H, bits, kind, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows, 9)) +
            chunk(b"IEND", b""))


def apng():
    """Two frames; the second, of which a still picture knows nothing, is black."""
    still = png(RGB, 8)
    end = still.index(b"IDAT") - 4
    control = struct.pack(">IIIIIHHBB", 0, W, H, 0, 0, 1, 10, 0, 0)
    black = zlib.compress((b"\0" + bytes(3 * W)) * H)
    after = still[end:still.index(b"IEND") - 4]
    second = struct.pack(">IIIIIHHBB", 1, W, H, 0, 0, 1, 10, 0, 0)
    return (still[:end] + chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"fcTL", control) + after +
            chunk(b"fcTL", second) + chunk(b"fdAT", struct.pack(">I", 2) + black) + chunk(b"IEND", b""))


def pngs():
    for kind, name, depths in ((GREY, "grey", (1, 2, 4, 8, 16)), (RGB, "rgb", (8, 16)),
                               (PALETTE, "palette", (1, 2, 4, 8)), (GREY_ALPHA, "grey_alpha", (8, 16)),
                               (RGBA, "rgba", (8, 16))):
        for bits in depths:
            yield f"{name}{bits}.png", png(kind, bits)
    yield "interlaced_rgb8.png", png(RGB, 8, True)
    yield "interlaced_rgba16.png", png(RGBA, 16, True)
    yield "interlaced_palette2.png", png(PALETTE, 2, True)
    yield "trns_grey8.png", png(GREY, 8, extra=chunk(b"tRNS", struct.pack(">H", 60)))
    yield "trns_rgb8.png", png(RGB, 8, extra=chunk(b"tRNS", struct.pack(">HHH", 20, 90, 200)))
    yield "trns_palette4.png", png(PALETTE, 4, extra=chunk(b"tRNS", bytes(range(0, 256, 17))))
    yield "exif6.png", png(RGB, 8, extra=chunk(b"eXIf", with_orientation(6)[6:]))
    yield "animated.png", apng()


# ---- WebP and GIF ----


def webps():
    black = Image.new("RGB", (W, H))
    yield "lossy.webp", saved(drawing(), "WEBP", quality=90)
    yield "lossless.webp", saved(drawing(), "WEBP", lossless=True)
    yield "lossy_alpha.webp", saved(drawing("RGBA"), "WEBP", quality=90)
    yield "lossless_alpha.webp", saved(drawing("RGBA"), "WEBP", lossless=True, exact=True)
    yield "animated.webp", saved(drawing(), "WEBP", save_all=True, append_images=[black], duration=50, lossless=True)
    yield "exif8.webp", saved(drawing(), "WEBP", quality=90, exif=with_orientation(8))


def gifs():
    few = drawing().quantize(16)
    clear = few.copy()
    clear.info["transparency"] = 3
    yield "plain.gif", saved(few, "GIF", interlace=0)
    yield "interlaced.gif", saved(few, "GIF", interlace=1)
    yield "transparent.gif", saved(clear, "GIF", transparency=3, interlace=0)
    yield "animated.gif", saved(few, "GIF", save_all=True, append_images=[Image.new("P", (W, H))], duration=50)


# ---- BMP: Pillow writes few of its forms ----


def bmp(bits, pixel, *, header=40, compression=0, masks=b"", palette=b"", top_down=False, data=None):
    if data is None:
        rows = []
        for y in range(H):
            row = packed_little([pixel(x, y) for x in range(W)], bits)
            rows.append(row + bytes(-len(row) % 4))
        data = b"".join(rows if top_down else reversed(rows))
    if header == 12:
        info = struct.pack("<IHHHH", 12, W, H, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", header, W, -H if top_down else H, 1, bits, compression, len(data), 2835,
                           2835, len(palette) // 4, 0)
        info += masks
        if header > 40:
            info += bytes(header - len(info))
    offset = 14 + len(info) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + data


def packed_little(values, bits):
    if bits < 8:
        return packed(values, bits)
    return b"".join(v.to_bytes(bits // 8, "little") for v in values)


def runs(bits):
    """Rows of runs, of stretches as they are, and some that end early. (Pillow misreads steps: codec_test.cpp has one.)"""
    data = b""
    for y in reversed(range(H)):
        row = [index(bits)(x, y) for x in range(W)]
        if y % 8 == 0:
            pixels = bytes(row) if bits == 8 else packed(row, 4)
            data += bytes([0, W]) + pixels + bytes(-len(pixels) % 2)
        else:
            for start in range(0, W - 8 if y % 8 == 1 else W, 8):
                data += bytes([8, row[start] if bits == 8 else row[start] * 17])
        data += bytes([0, 0])
    return data + bytes([0, 1])


def index(bits):
    return lambda x, y: (x // 8 + 3 * (y // 8)) & ((1 << bits) - 1)


def bmp_palette(bits, entry=4):
    return b"".join(bytes([i * 71 + 90 & 255, 255 - i * 23 & 255, i * 37 + 20 & 255, 0])[:entry]
                    for i in range(1 << bits))


def packed_colour(widths, shifts):
    return lambda x, y: sum((v >> (8 - w)) << s for v, w, s in zip(colour(x, y), widths, shifts))


def bmps():
    rgb24 = packed_colour((8, 8, 8), (16, 8, 0))
    for bits in (1, 4, 8):
        yield f"palette{bits}.bmp", bmp(bits, index(bits), palette=bmp_palette(bits))
    yield "core8.bmp", bmp(8, index(8), header=12, palette=bmp_palette(8, 3))
    yield "rgb16.bmp", bmp(16, packed_colour((5, 5, 5), (10, 5, 0)))
    yield "rgb24.bmp", bmp(24, rgb24)
    yield "rgb24_top_down.bmp", bmp(24, rgb24, top_down=True)
    yield "rgb32.bmp", bmp(32, rgb24)
    yield "masks565.bmp", bmp(16, packed_colour((5, 6, 5), (11, 5, 0)), compression=3,
                              masks=struct.pack("<III", 0xF800, 0x07E0, 0x001F))
    yield "masks_alpha.bmp", bmp(32, lambda x, y: rgb24(x, y) | opacity(x, y) << 24, header=108, compression=3,
                                 masks=struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000))
    yield "rle8.bmp", bmp(8, None, compression=1, palette=bmp_palette(8), data=runs(8))
    yield "rle4.bmp", bmp(4, None, compression=2, palette=bmp_palette(4), data=runs(4))


# ---- TIFF ----


def tiffs():
    rgb = drawing()
    for name in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        yield f"{name}.tif", saved(rgb, "TIFF", compression=name)
    yield "group4.tif", saved(rgb.convert("1"), "TIFF", compression="group4")
    yield "grey.tif", saved(drawing("L"), "TIFF")
    yield "palette.tif", saved(rgb.quantize(16), "TIFF")
    yield "cmyk.tif", saved(drawing("CMYK"), "TIFF")
    yield "rgba.tif", saved(drawing("RGBA"), "TIFF", compression="tiff_lzw")
    yield "orientation6.tif", saved(rgb, "TIFF", compression="tiff_lzw", tiffinfo={274: 6})
    yield "big.tif", saved(rgb, "TIFF", compression="tiff_lzw", big_tiff=True)
    yield "two_pages.tif", saved(rgb, "TIFF", save_all=True, append_images=[Image.new("RGB", (W, H))],
                                 compression="tiff_lzw")


def seen(data):
    """As Pillow decodes it, upright and over white."""
    image = Image.open(io.BytesIO(data))
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda v: v / 256).convert("L")
    image = ImageOps.exif_transpose(image)
    over = Image.new("RGBA", image.size, "white")
    over.alpha_composite(image.convert("RGBA"))
    return over.convert("RGB")


def means(image):
    """Of squares of 8 x 8 pixels."""
    return image.resize((image.width // 8, image.height // 8), Image.BOX).tobytes()


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    for make in (jpegs, pngs, webps, gifs, bmps, tiffs):
        for name, data in make():
            (out / name).write_bytes(data)
            image = seen(data)
            lines.append(f"{name}\t{image.width}\t{image.height}\t{means(image).hex()}\n")
    (out / "expected.tsv").write_text("".join(lines))
    print(f"{len(lines)} pictures")


if __name__ == "__main__":
    main()
