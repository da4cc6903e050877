package fr.toise.k8s;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;

/** KEDA's type, as far as the manifests use it. */
@Group("keda.sh")
@Version("v1alpha1")
public class ScaledObject extends CustomResource<ScaledObject.Spec, Void> implements Namespaced {

    public record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int cooldownPeriod,
            Fallback fallback,
            List<Trigger> triggers) {}

    public record Target(String name) {}

    public record Fallback(int failureThreshold, int replicas) {}

    /** @param metadata text only: the API server refuses a bare number or boolean */
    public record Trigger(String type, Map<String, Object> metadata) {}
}
