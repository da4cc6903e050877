package fr.toise.job;

import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** What a request to the API server needs the right for. */
record ApiCall(String verb, String group, String resource) implements Comparable<ApiCall> {

    /** @param path {@code /api/v1/namespaces/toise/pods/train-1/log?follow=true}, for instance */
    static ApiCall of(String method, String path) {
        var query = path.contains("?") ? path.substring(path.indexOf('?') + 1) : "";
        var parts = Arrays.asList(path.substring(1).split("\\?")[0].split("/"));
        boolean core = parts.get(0).equals("api");
        var rest = parts.subList(parts.indexOf("namespaces") + 2, parts.size());
        var resource = rest.size() > 2 ? rest.get(0) + "/" + rest.get(2) : rest.get(0);
        return new ApiCall(verb(method, rest.size() > 1, query), core ? "" : parts.get(1), resource);
    }

    private static String verb(String method, boolean named, String query) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            case "GET" -> query.contains("watch=true") ? "watch" : named ? "get" : "list";
            default -> throw new IllegalArgumentException(method);
        };
    }

    static Set<ApiCall> allowedBy(Role role) {
        var allowed = new TreeSet<ApiCall>();
        for (var rule : role.getRules()) {
            for (var group : rule.getApiGroups()) {
                for (var resource : rule.getResources()) {
                    for (var verb : rule.getVerbs()) {
                        allowed.add(new ApiCall(verb, group, resource));
                    }
                }
            }
        }
        return allowed;
    }

    @Override
    public int compareTo(ApiCall other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return resource + (group.isEmpty() ? "" : "." + group) + " " + verb;
    }
}
