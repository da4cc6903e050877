package fr.toise.valuation.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named arrays of numbers of 32 bits, as a safetensors file: the length of a JSON header, the header, the numbers, all little-endian. */
final class Safetensors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final String TYPE = "F32";

    /** What the header says of one: its bytes are counted from the end of the header. */
    private record Entry(
            @JsonProperty("dtype") String type,
            @JsonProperty("shape") List<Integer> shape,
            @JsonProperty("data_offsets") List<Integer> offsets) {}

    private Safetensors() {}

    /** @throws IOException when it is no such file, or holds other numbers */
    static Map<String, float[]> read(Path file) throws IOException {
        var content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long header = content.remaining() < Long.BYTES ? -1 : content.getLong();
        if (header < 0 || header > content.remaining()) {
            throw new IOException(file.getFileName() + " is no safetensors file");
        }
        var entries = (ObjectNode) JSON.readTree(content.array(), Long.BYTES, (int) header);
        entries.remove(METADATA);
        var numbers = content.position(Long.BYTES + (int) header).slice().order(ByteOrder.LITTLE_ENDIAN);
        var tensors = new LinkedHashMap<String, float[]>();
        JSON.convertValue(entries, new TypeReference<Map<String, Entry>>() {})
                .forEach((name, entry) -> tensors.put(name, floats(numbers, entry)));
        return tensors;
    }

    private static float[] floats(ByteBuffer numbers, Entry entry) {
        int from = entry.offsets().get(0);
        var floats = new float[(entry.offsets().get(1) - from) / Float.BYTES];
        if (!entry.type().equals(TYPE)
                || floats.length != entry.shape().stream().reduce(1, Math::multiplyExact)) {
            throw new IllegalArgumentException("Expected as many " + TYPE + " as its shape says: " + entry);
        }
        numbers.slice(from, floats.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }

    /** @param shapes of every tensor that is to be written, in that order */
    static void write(Path file, Map<String, float[]> tensors, Map<String, int[]> shapes) throws IOException {
        var entries = new LinkedHashMap<String, Entry>();
        int size = 0;
        for (var shape : shapes.entrySet()) {
            int from = size;
            size += tensors.get(shape.getKey()).length * Float.BYTES;
            entries.put(
                    shape.getKey(),
                    new Entry(TYPE, Arrays.stream(shape.getValue()).boxed().toList(), List.of(from, size)));
        }
        var header = JSON.writeValueAsBytes(entries);
        var content = ByteBuffer.allocate(Long.BYTES + header.length + size).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(header.length).put(header);
        for (var name : shapes.keySet()) {
            for (float number : tensors.get(name)) {
                content.putFloat(number);
            }
        }
        Files.write(file, content.array());
    }
}
