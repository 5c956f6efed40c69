using System.Text.RegularExpressions;
using Undercast.Cloud;

namespace Undercast.ApiGateway;

/// <summary>What may be in an API.</summary>
internal static partial class ApiRules
{
    public static readonly (string Name, string Description, string Schema)[] DefaultModels =
    [
        ("Empty", "This is a default empty schema model", "{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Empty Schema\",\n  \"type\" : \"object\"\n}"),
        (
            "Error",
            "This is a default error schema model",
            "{\n  \"$schema\" : \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Error Schema\",\n  \"type\" : \"object\",\n  \"properties\" : {\n    \"message\" : { \"type\" : \"string\" }\n  }\n}"),
    ];

    public static void Check(RestApi api)
    {
        if (string.IsNullOrWhiteSpace(api.Name)) throw Faults.Bad("API name must not be empty");
        foreach (var type in api.EndpointConfiguration?.Types ?? [])
        {
            if (type is not ("EDGE" or "REGIONAL" or "PRIVATE")) throw Faults.Bad($"Invalid EndpointConfiguration type specified: {type}. Must be one of: [EDGE, REGIONAL, PRIVATE]");
        }
        if (api.EndpointConfiguration?.Types?.Count > 1) throw Faults.Bad("Invalid number of endpoint types specified. Only one endpoint type is supported for an API");
        if (api.ApiKeySource is not (null or "HEADER" or "AUTHORIZER")) throw Faults.Bad($"1 validation error detected: Value '{api.ApiKeySource}' at 'createRestApiInput.apiKeySource' failed to satisfy constraint: Member must satisfy enum value set: [AUTHORIZER, HEADER]");
        if (api.MinimumCompressionSize is < 0 or > 10485760) throw Faults.Bad("Invalid minimum compression size, must be between 0 and 10485760");
        if (api.Policy is { Length: > 0 } policy && PolicyChecker.Check(policy, PolicyPurpose.Resource) is { } reason) throw Faults.Bad($"Invalid policy document. Please check the policy syntax and ensure that Principals are valid. {reason}");
    }

    public static void CheckPathPart(string part)
    {
        if (!PathPart().IsMatch(part))
            throw Faults.Bad("Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.");
    }

    public static void CheckName(string kind, string? name)
    {
        if (name is null || !AlphaNumeric().IsMatch(name)) throw Faults.Bad($"{kind} name must be alphanumeric: {name}");
    }

    public static void CheckStageName(string? name)
    {
        if (name is null || !StageName().IsMatch(name)) throw Faults.Bad("Stage name only allows a-zA-Z0-9_");
    }

    public static void CheckMethod(string method)
    {
        if (method is not ("GET" or "POST" or "PUT" or "DELETE" or "PATCH" or "HEAD" or "OPTIONS" or "ANY"))
            throw Faults.Bad("Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY");
    }

    public static void CheckStatusCode(string code)
    {
        if (code.Length != 3 || code[0] is < '1' or > '5' || !code.All(char.IsAsciiDigit)) throw Faults.Bad($"Invalid status code specified: {code}");
    }

    /// <summary>Whether a parameter's name is of a form that methods know, such as <c>method.request.querystring.page</c>.</summary>
    public static void CheckRequestParameter(string name)
    {
        if (!name.StartsWith("method.request.querystring.", StringComparison.Ordinal) && !name.StartsWith("method.request.header.", StringComparison.Ordinal)
            && !name.StartsWith("method.request.path.", StringComparison.Ordinal) && !name.StartsWith("method.request.multivaluequerystring.", StringComparison.Ordinal)
            && !name.StartsWith("method.request.multivalueheader.", StringComparison.Ordinal))
            throw Faults.Bad($"Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: {name}]");
    }

    [GeneratedRegex(@"\A([a-zA-Z0-9._\-:]+|\{[a-zA-Z0-9._\-:]+\+?\})\z")]
    private static partial Regex PathPart();

    [GeneratedRegex(@"\A[a-zA-Z0-9]+\z")]
    private static partial Regex AlphaNumeric();

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,128}\z")]
    private static partial Regex StageName();
}
