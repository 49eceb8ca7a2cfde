package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;

/**
 * A ZIP archive (APPNOTE 6.3) of which the same files always give the same bytes: sorted, stored as they are, dated 1980-01-01,
 * without extra fields. Whoever checks one can write it anew and compare, so that not a bit of it is free.
 */
final class PlainZip {

    private static final short VERSION = 10;
    private static final short UTF8_NAMES = 0x0800;
    private static final short DATE = 0x21;

    private PlainZip() {}

    static byte[] of(SortedMap<String, byte[]> files) {
        var archive = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] name = file.getKey().getBytes(UTF_8);
            byte[] content = file.getValue();
            byte[] about = about(name, content);
            directory.writeBytes(little(46 + name.length)
                    .putInt(0x02014b50)
                    .putShort(VERSION)
                    .put(about)
                    .putShort((short) 0) // comment
                    .putShort((short) 0) // disk
                    .putShort((short) 0) // attributes
                    .putInt(0)
                    .putInt(archive.size())
                    .put(name)
                    .array());
            archive.writeBytes(little(30 + name.length)
                    .putInt(0x04034b50)
                    .put(about)
                    .put(name)
                    .array());
            archive.writeBytes(content);
        }
        int start = archive.size();
        archive.writeBytes(directory.toByteArray());
        archive.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0) // disks
                .putShort((short) files.size())
                .putShort((short) files.size())
                .putInt(directory.size())
                .putInt(start)
                .putShort((short) 0)
                .array());
        return archive.toByteArray();
    }

    /** What both headers of a file say. */
    private static byte[] about(byte[] name, byte[] content) {
        var crc = new CRC32();
        crc.update(content);
        return little(26)
                .putShort(VERSION)
                .putShort(UTF8_NAMES)
                .putShort((short) 0) // stored
                .putShort((short) 0) // time
                .putShort(DATE)
                .putInt((int) crc.getValue())
                .putInt(content.length)
                .putInt(content.length)
                .putShort((short) name.length)
                .putShort((short) 0) // extra
                .array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
