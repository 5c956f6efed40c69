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
        ["Rules"] = List(given, "ServerSideEncryptionConfiguration", static rule => new JsonObject { ["ApplyServerSideEncryptionByDefault"] = rule["ServerSideEncryptionByDefault"]?.DeepClone() }),
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
        foreach (var name in (string[])["NoncurrentVersionTransition", "NoncurrentVersionTransitions", "Transition", "Transitions"])
        {
            if (given[name] is not null) throw CommonException.NotSupported($"The property LifecycleConfiguration.Rules.{name}");
        }
        var rule = Named(given, ("Id", "ID"), ("Status", "Status"), ("AbortIncompleteMultipartUpload", "AbortIncompleteMultipartUpload"), ("NoncurrentVersionExpiration", "NoncurrentVersionExpiration"));
        if (given["NoncurrentVersionExpirationInDays"] is { } days) rule["NoncurrentVersionExpiration"] = new JsonObject { ["NoncurrentDays"] = days.DeepClone() };
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
