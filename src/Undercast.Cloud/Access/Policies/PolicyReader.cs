using System.Text.Json;

namespace Undercast.Cloud;

/// <summary>Compiles a policy's JSON. Takes what AWS takes in any kind of policy; <see cref="PolicyChecker"/> knows what each kind wants.</summary>
internal static class PolicyReader
{
    // AWS: the text for documents that do not follow the grammar.
    public const string Syntax = "Syntax errors in policy.";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static PolicyDocument Read(string json)
    {
        using var document = Parse(json);
        try
        {
            return Read(document);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which JSON can escape and no text can hold.
            throw Bad();
        }
    }

    private static PolicyDocument Read(JsonDocument document)
    {
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw Bad();
        var variables = false;
        JsonElement? statements = null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "Version":
                    if (Text(member.Value) is not ("2012-10-17" or "2008-10-17")) throw Bad();
                    variables = member.Value.ValueEquals("2012-10-17");
                    break;
                case "Id":
                    Text(member.Value);
                    break;
                case "Statement":
                    statements = member.Value;
                    break;
                default:
                    throw Bad();
            }
        }
        return statements switch
        {
            { ValueKind: JsonValueKind.Object } one => new PolicyDocument([Statement(one, variables)]),
            { ValueKind: JsonValueKind.Array } many => new PolicyDocument([.. many.EnumerateArray().Select(s => Statement(s, variables))]),
            _ => throw Bad(),
        };
    }

    public static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            throw Bad();
        }
    }

    private static PolicyStatement Statement(JsonElement json, bool variables)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Bad();
        string? sid = null, effect = null;
        TextPattern[]? actions = null;
        ArnPattern[]? resources = null;
        PrincipalPattern? principals = null;
        Condition[] conditions = [];
        bool notAction = false, notResource = false, notPrincipal = false;
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "Sid": sid = Text(member.Value); break;
                case "Effect": effect = Text(member.Value); break;
                case "Action" or "NotAction" when actions is null:
                    notAction = member.Name[0] == 'N';
                    // AWS: variables are not replaced in actions.
                    actions = [.. Texts(member.Value).Select(static t => TextPattern.Parse(t, wildcards: true, variables: false))];
                    break;
                case "Resource" or "NotResource" when resources is null:
                    notResource = member.Name[0] == 'N';
                    resources = [.. Texts(member.Value).Select(t => ArnPattern.Parse(t, variables))];
                    break;
                case "Principal" or "NotPrincipal" when principals is null:
                    notPrincipal = member.Name[0] == 'N';
                    principals = Principals(member.Value);
                    break;
                case "Condition": conditions = Conditions(member.Value, variables); break;
                default: throw Bad();
            }
        }
        if (effect is not ("Allow" or "Deny")) throw Bad();
        return new PolicyStatement
        {
            Sid = sid,
            IsDeny = effect == "Deny",
            Actions = actions ?? throw new MalformedPolicyException("Policy statement must contain actions."),
            NotAction = notAction,
            Resources = resources,
            NotResource = notResource,
            Principals = principals,
            NotPrincipal = notPrincipal,
            Conditions = conditions,
        };
    }

    private static PrincipalPattern Principals(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String) return json.ValueEquals("*") ? new PrincipalPattern { Everyone = true } : throw Bad();
        if (json.ValueKind != JsonValueKind.Object) throw Bad();
        IReadOnlyList<string> aws = [], services = [], federated = [];
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "AWS": aws = Texts(member.Value); break;
                case "Service": services = Texts(member.Value); break;
                case "Federated": federated = Texts(member.Value); break;
                case "CanonicalUser": Texts(member.Value); break;
                default: throw Bad();
            }
        }
        // AWS: "AWS": "*" in a resource policy is everyone, as "*" is.
        return new PrincipalPattern { Everyone = aws.Contains("*"), Aws = aws, Services = services, Federated = federated };
    }

    private static Condition[] Conditions(JsonElement json, bool variables)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Bad();
        var conditions = new List<Condition>();
        foreach (var operation in json.EnumerateObject())
        {
            if (operation.Value.ValueKind != JsonValueKind.Object) throw Bad();
            foreach (var key in operation.Value.EnumerateObject())
                conditions.Add(Condition.Create(operation.Name, key.Name, ConditionValues(key.Value), variables) ?? throw Bad());
        }
        return [.. conditions];
    }

    // AWS: booleans and numbers are taken for their texts.
    private static List<string> ConditionValues(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array) return [.. json.EnumerateArray().Select(Scalar)];
        return [Scalar(json)];
    }

    private static string Scalar(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => json.GetRawText(),
        _ => throw Bad(),
    };

    public static List<string> Texts(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(Text)] : [Text(json)];

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Bad();

    private static MalformedPolicyException Bad() => new(Syntax);
}
