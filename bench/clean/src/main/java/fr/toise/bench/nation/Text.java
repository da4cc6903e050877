package fr.toise.bench.nation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of UTF-8 that are put together; with strings the files would take minutes. */
final class Text {

    private byte[] bytes = new byte[1 << 12];
    private int length;

    Text clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    Text add(String text) {
        int end = room(3 * text.length());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter > 0x7f) {
                return add(text.substring(at).getBytes(StandardCharsets.UTF_8));
            }
            bytes[end++] = (byte) letter;
            length = end;
        }
        return this;
    }

    private Text add(byte[] some) {
        return add(some, 0, some.length);
    }

    Text add(Text other) {
        return add(other.bytes, 0, other.length);
    }

    Text add(byte[] some, int from, int to) {
        int end = room(to - from);
        System.arraycopy(some, from, bytes, end, to - from);
        length = end + to - from;
        return this;
    }

    Text comma() {
        return add((byte) ',');
    }

    Text commas(int number) {
        for (int each = 0; each < number; each++) {
            comma();
        }
        return this;
    }

    Text add(byte letter) {
        bytes[room(1)] = letter;
        length++;
        return this;
    }

    Text number(long number) {
        if (number < 0) {
            return add((byte) '-').number(-number);
        }
        return digits(number, 1);
    }

    /** With zeros in front. */
    Text digits(long number, int atLeast) {
        int digits = atLeast;
        for (long rest = power(atLeast); rest <= number; rest *= 10) {
            digits++;
        }
        int end = room(digits);
        long rest = number;
        for (int at = end + digits - 1; at >= end; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end + digits;
        return this;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int each = 0; each < exponent; each++) {
            power *= 10;
        }
        return power;
    }

    /** Rounded to so many places, without zeros at the end. */
    Text decimal(double number, int places) {
        long unit = power(places);
        long units = Math.round(Math.abs(number) * unit);
        if (number < 0) {
            add((byte) '-');
        }
        number(units / unit);
        long rest = units % unit;
        if (rest == 0) {
            return this;
        }
        int left = places;
        while (rest % 10 == 0) {
            rest /= 10;
            left--;
        }
        return add((byte) '.').digits(rest, left);
    }

    private int room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
        return length;
    }
}
