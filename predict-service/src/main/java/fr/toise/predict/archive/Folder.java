package fr.toise.predict.archive;

import fr.toise.contracts.store.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What lies together under one prefix: a dataset version, a model version, a search.
 *
 * @param name    last part of the prefix
 * @param objects by what follows the prefix
 */
record Folder(String name, Map<String, S3Object> objects) {

    /** @param prefix of all of them, with its slash; what lies right under it is in no folder */
    static List<Folder> in(String prefix, List<S3Object> objects) {
        var byName = objects.stream()
                .filter(object -> object.key().indexOf('/', prefix.length()) > 0)
                .collect(Collectors.groupingBy(
                        object -> object.key()
                                .substring(prefix.length(), object.key().indexOf('/', prefix.length())),
                        TreeMap::new,
                        Collectors.toList()));
        return byName.entrySet().stream()
                .map(entry -> new Folder(
                        entry.getKey(),
                        entry.getValue().stream()
                                .collect(Collectors.toMap(
                                        object -> object.key()
                                                .substring(prefix.length()
                                                        + entry.getKey().length()
                                                        + 1),
                                        object -> object))))
                .toList();
    }

    Optional<S3Object> object(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** Whether it was finished: without a manifest it does not exist. */
    boolean isPublished() {
        return objects.containsKey(Manifest.NAME);
    }

    /** When one of these was written, the first that is there. */
    Instant writtenAt(String... names) {
        for (var name : names) {
            if (objects.containsKey(name)) {
                return objects.get(name).lastModified();
            }
        }
        return Instant.EPOCH;
    }
}
