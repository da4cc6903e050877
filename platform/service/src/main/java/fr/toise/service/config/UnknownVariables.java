package fr.toise.service.config;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses to start with a {@code TOISE_…} variable that names no setting.
 * The mappings themselves refuse unknown keys in files and system properties, but skip unknown variables.
 */
@ApplicationScoped
class UnknownVariables {

    private static final String PREFIX = "TOISE_";

    /** One service is started in the environment of another where they share one, so each knows the groups of all. */
    static final Set<String> GROUPS_OF_OTHERS = Set.of(
            "BUCKETS",
            "INGESTION",
            "CLEAN",
            "TRAINING",
            "SERVING",
            "LIMITS",
            "BATCH",
            "LOOP",
            "JOBS",
            "JOB",
            "OPERATOR",
            "S3");

    /** Of one entry of a list: {@code TOISE_INGESTION_DEPARTMENTS_0_}. */
    private static final Pattern INDEX = Pattern.compile("_\\d+_$");

    private final BeanManager beans;

    UnknownVariables(BeanManager beans) {
        this.beans = beans;
    }

    void refuse(@Observes StartupEvent start) {
        var settings = settings();
        var unknown = among(System.getenv(), settings);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "Unknown settings in the environment: " + unknown + "; expected some of " + variables(settings));
        }
    }

    /** Every key of every mapping that is used in this service. */
    private Set<String> settings() {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .flatMap(bean -> bean.getTypes().stream())
                .filter(Class.class::isInstance)
                .map(type -> (Class<?>) type)
                .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                .flatMap(type -> ConfigMappings.getProperties(ConfigClass.configClass(type)).keySet().stream())
                .filter(name -> name.startsWith("toise."))
                .collect(Collectors.toSet());
    }

    /** Variables of a group that no service has, and those of this service's groups that are none of its settings. */
    static Set<String> among(Map<String, String> environment, Set<String> settings) {
        var groups = settings.stream()
                .map(name -> name.split("\\.", 3))
                .filter(parts -> parts.length == 3)
                .map(parts -> variable(parts[1]))
                .collect(Collectors.toSet());
        var known = variables(settings);
        return environment.keySet().stream()
                .filter(variable -> variable.startsWith(PREFIX))
                .filter(variable -> groups.contains(group(variable))
                        ? !known.contains(INDEX.matcher(variable).replaceFirst(""))
                        : !GROUPS_OF_OTHERS.contains(group(variable)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String group(String variable) {
        return variable.substring(PREFIX.length()).split("_", 2)[0];
    }

    private static Set<String> variables(Set<String> settings) {
        return settings.stream().map(UnknownVariables::variable).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
