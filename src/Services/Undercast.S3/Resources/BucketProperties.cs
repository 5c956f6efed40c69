using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Turns the properties of templates into inputs of operations, whose names differ here and there.</summary>
internal static class BucketProperties
{
    public static string Acl(string name) => name switch
    {
        "Private" => Acls.Private,
        "PublicRead" => Acls.PublicRead,
        "PublicReadWrite" => Acls.PublicReadWrite,
        "AuthenticatedRead" => Acls.AuthenticatedRead,
        _ => throw CommonException.NotSupported($"The property AccessControl with {name}"),
    };

    public static JsonNode Encryption(JsonNode given) => new JsonObject
    {
        ["Rules"] = List(given, "ServerSideEncryptionConfiguration", static rule => Named(rule, ("ServerSideEncryptionByDefault", "ApplyServerSideEncryptionByDefault"), ("BucketKeyEnabled", "BucketKeyEnabled"),
            ("BlockedEncryptionTypes", "BlockedEncryptionTypes"))),
    };

    public static JsonNode Cors(JsonNode given) => new JsonObject
    {
        ["CORSRules"] = List(given, "CorsRules", static rule => Named(rule, ("AllowedHeaders", "AllowedHeaders"), ("AllowedMethods", "AllowedMethods"), ("AllowedOrigins", "AllowedOrigins"),
            ("ExposedHeaders", "ExposeHeaders"), ("Id", "ID"), ("MaxAge", "MaxAgeSeconds"))),
    };

    public static JsonNode Website(JsonNode given)
    {
        var website = Named((JsonObject)given, ("RedirectAllRequestsTo", "RedirectAllRequestsTo"));
        if (given["IndexDocument"] is { } index) website["IndexDocument"] = new JsonObject { ["Suffix"] = index.DeepClone() };
        if (given["ErrorDocument"] is { } error) website["ErrorDocument"] = new JsonObject { ["Key"] = error.DeepClone() };
        if (given["RoutingRules"] is not null) website["RoutingRules"] = List(given, "RoutingRules", static rule => Named(rule, ("RedirectRule", "Redirect"), ("RoutingRuleCondition", "Condition")));
        return website;
    }

    public static JsonNode Notifications(JsonNode given)
    {
        if (given["EventBridgeConfiguration"] is not null) throw CommonException.NotSupported("The property NotificationConfiguration.EventBridgeConfiguration");
        var settings = new JsonObject();
        void Add(string property, string member, string target, string arn)
        {
            if (given[property] is not null) settings[member] = List(given, property, c => Target(c, target, arn));
        }
        Add("QueueConfigurations", "QueueConfigurations", "Queue", "QueueArn");
        Add("TopicConfigurations", "TopicConfigurations", "Topic", "TopicArn");
        Add("LambdaConfigurations", "LambdaFunctionConfigurations", "Function", "LambdaFunctionArn");
        return settings;
    }

    public static JsonNode Lifecycle(JsonNode given) => new JsonObject { ["Rules"] = List(given, "Rules", Rule) };

    private static JsonObject Target(JsonObject given, string target, string arn)
    {
        var configuration = new JsonObject { [arn] = given[target]!.DeepClone(), ["Events"] = new JsonArray(given["Event"]!.DeepClone()) };
        if (given["Filter"]?["S3Key"] is { } filter) configuration["Filter"] = new JsonObject { ["Key"] = new JsonObject { ["FilterRules"] = filter["Rules"]!.DeepClone() } };
        return configuration;
    }

    private static JsonObject Rule(JsonObject given)
    {
        var rule = Named(given, ("Id", "ID"), ("Status", "Status"), ("AbortIncompleteMultipartUpload", "AbortIncompleteMultipartUpload"), ("NoncurrentVersionExpiration", "NoncurrentVersionExpiration"));
        if (given["NoncurrentVersionExpirationInDays"] is { } days) rule["NoncurrentVersionExpiration"] = new JsonObject { ["NoncurrentDays"] = days.DeepClone() };
        var transitions = Several(given, "Transition", "Transitions").Select(static t => Classed(Named(t, ("TransitionDate", "Date"), ("TransitionInDays", "Days"), ("StorageClass", "StorageClass")))).ToArray<JsonNode?>();
        if (transitions.Length > 0) rule["Transitions"] = new JsonArray(transitions);
        var older = Several(given, "NoncurrentVersionTransition", "NoncurrentVersionTransitions")
            .Select(static t => Classed(Named(t, ("TransitionInDays", "NoncurrentDays"), ("NewerNoncurrentVersions", "NewerNoncurrentVersions"), ("StorageClass", "StorageClass")))).ToArray<JsonNode?>();
        if (older.Length > 0) rule["NoncurrentVersionTransitions"] = new JsonArray(older);
        var expiration = Named(given, ("ExpirationDate", "Date"), ("ExpirationInDays", "Days"), ("ExpiredObjectDeleteMarker", "ExpiredObjectDeleteMarker"));
        if (expiration.Count > 0) rule["Expiration"] = expiration;
        var tags = given["TagFilters"] as JsonArray;
        var and = Named(given, ("Prefix", "Prefix"));
        foreach (var name in (string[])["ObjectSizeGreaterThan", "ObjectSizeLessThan"])
        {
            // Sizes are text in templates.
            if (given[name] is { } size) and[name] = long.Parse(size.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        }
        if (tags is { Count: > 0 }) and["Tags"] = tags.DeepClone();
        rule["Filter"] = and.Count > 1 || tags is { Count: > 0 } ? new JsonObject { ["And"] = and } : and;
        return rule;
    }

    public static JsonNode Replication(JsonNode given) => new JsonObject
    {
        ["Role"] = given["Role"]!.DeepClone(),
        ["Rules"] = List(given, "Rules", static rule =>
        {
            var result = Named(rule, ("Id", "ID"), ("Priority", "Priority"), ("Prefix", "Prefix"), ("Status", "Status"), ("SourceSelectionCriteria", "SourceSelectionCriteria"), ("Destination", "Destination"),
                ("DeleteMarkerReplication", "DeleteMarkerReplication"));
            if (rule["Filter"] is not JsonObject filter) return result;
            var members = Named(filter, ("Prefix", "Prefix"), ("TagFilter", "Tag"));
            if (filter["And"] is JsonObject and) members["And"] = Named(and, ("Prefix", "Prefix"), ("TagFilters", "Tags"));
            result["Filter"] = members;
            return result;
        }),
    };

    public static JsonNode Logging(JsonNode given)
    {
        var enabled = Named((JsonObject)given, ("DestinationBucketName", "TargetBucket"), ("TargetObjectKeyFormat", "TargetObjectKeyFormat"));
        enabled["TargetPrefix"] = given["LogFilePrefix"]?.DeepClone() ?? "";
        return new JsonObject { ["LoggingEnabled"] = enabled };
    }

    public static JsonNode Inventory(JsonObject given)
    {
        var plan = Named(given, ("Id", "Id"), ("Enabled", "IsEnabled"), ("IncludedObjectVersions", "IncludedObjectVersions"), ("OptionalFields", "OptionalFields"));
        plan["Schedule"] = new JsonObject { ["Frequency"] = given["ScheduleFrequency"]!.DeepClone() };
        plan["Destination"] = new JsonObject { ["S3BucketDestination"] = Destination((JsonObject)given["Destination"]!, "AccountId") };
        if (given["Prefix"] is { } prefix) plan["Filter"] = new JsonObject { ["Prefix"] = prefix.DeepClone() };
        return plan;
    }

    public static JsonNode Analytics(JsonObject given)
    {
        var plan = Filtered(given, Named(given, ("Id", "Id")));
        var analysis = new JsonObject();
        if (given["StorageClassAnalysis"]?["DataExport"] is JsonObject export)
        {
            analysis["DataExport"] = new JsonObject
            {
                ["OutputSchemaVersion"] = export["OutputSchemaVersion"]!.DeepClone(),
                ["Destination"] = new JsonObject { ["S3BucketDestination"] = Destination((JsonObject)export["Destination"]!, "BucketAccountId") },
            };
        }
        plan["StorageClassAnalysis"] = analysis;
        return plan;
    }

    public static JsonNode Metrics(JsonObject given) => Filtered(given, Named(given, ("Id", "Id")));

    public static JsonNode Tiering(JsonObject given) => Filtered(given, Named(given, ("Id", "Id"), ("Status", "Status"), ("Tierings", "Tierings")));

    private static JsonObject Destination(JsonObject given, string account) => Named(given, ("BucketArn", "Bucket"), ("BucketAccountId", account), ("Format", "Format"), ("Prefix", "Prefix"));

    /// <summary>A plan with the filter that its prefix and tags are.</summary>
    private static JsonObject Filtered(JsonObject given, JsonObject plan)
    {
        var parts = Named(given, ("Prefix", "Prefix"), ("TagFilters", "Tags"));
        if (parts.Count == 0) return plan;
        plan["Filter"] = parts.Count == 1 && parts["Prefix"] is { } prefix ? new JsonObject { ["Prefix"] = prefix.DeepClone() } : new JsonObject { ["And"] = parts };
        return plan;
    }

    private static IEnumerable<JsonObject> Several(JsonObject given, string one, string many) => [.. given[one] is JsonObject only ? [only] : Array.Empty<JsonObject>(), .. (given[many] as JsonArray ?? []).Select(static t => (JsonObject)t!)];

    // An older spelling of templates.
    private static JsonObject Classed(JsonObject transition)
    {
        if ((string?)transition["StorageClass"] == "Glacier") transition["StorageClass"] = "GLACIER";
        return transition;
    }

    private static JsonArray List(JsonNode of, string property, Func<JsonObject, JsonNode> shape) => [.. ((JsonArray)of[property]!).Select(item => shape((JsonObject)item!))];

    private static JsonObject Named(JsonObject of, params ReadOnlySpan<(string Property, string Member)> names)
    {
        var result = new JsonObject();
        foreach (var (property, member) in names)
        {
            if (of[property] is { } value) result[member] = value.DeepClone();
        }
        return result;
    }
}
