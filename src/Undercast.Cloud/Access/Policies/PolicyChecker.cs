using System.Text.Json;

namespace Undercast.Cloud;

/// <summary>What a policy is for; each kind has rules of its own.</summary>
public enum PolicyPurpose
{
    /// <summary>A managed policy of the account.</summary>
    Managed = 0,
    /// <summary>An inline policy, or one of a session.</summary>
    Inline = 1,
    /// <summary>The trust policy of a role.</summary>
    Trust = 2,
    /// <summary>A policy on a resource.</summary>
    Resource = 3,
}

/// <summary>Says why a document is no policy of its kind, in AWS's words.</summary>
/// <remarks>AWS: reasons as the identity service answers them with MalformedPolicyDocument.</remarks>
public static class PolicyChecker
{
    /// <summary>The reason, or null when the document is in order.</summary>
    public static string? Check(string json, PolicyPurpose purpose)
    {
        try
        {
            if (purpose == PolicyPurpose.Trust)
            {
                if (TrustFault(json) is { } fault) return fault;
                PolicyReader.Read(json);
                return null;
            }
            PolicyReader.Read(json);
            using var document = PolicyReader.Parse(json);
            return Fault(document.RootElement, purpose);
        }
        catch (MalformedPolicyException e)
        {
            return purpose == PolicyPurpose.Trust && !IsJson(json) ? "This policy contains invalid Json" : e.Message;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which JSON can escape and no text can hold.
            return PolicyReader.Syntax;
        }
    }

    private static bool IsJson(string json)
    {
        try
        {
            using var document = PolicyReader.Parse(json);
            return true;
        }
        catch (MalformedPolicyException)
        {
            return false;
        }
    }

    private static string? Fault(JsonElement root, PolicyPurpose purpose)
    {
        if (purpose == PolicyPurpose.Managed && (!root.TryGetProperty("Version", out var version) || !version.ValueEquals("2012-10-17")))
            return "Policy document must be version 2012-10-17 or greater.";
        var statements = Statements(root);
        foreach (var statement in statements)
        {
            var namesPrincipal = statement.TryGetProperty("Principal", out _) || statement.TryGetProperty("NotPrincipal", out _);
            if (purpose != PolicyPurpose.Resource && namesPrincipal) return "Policy document should not specify a principal.";
            if (purpose == PolicyPurpose.Resource && !namesPrincipal) return "Missing required field Principal";
            if (Actions(statement) is not { Count: > 0 } actions) return "Policy statement must contain actions.";
            foreach (var action in actions)
            {
                if (ActionFault(action) is { } fault) return fault;
            }
        }
        foreach (var statement in statements)
        {
            if (Either(statement, "Resource", "NotResource") is not { Count: > 0 } resources)
            {
                if (purpose == PolicyPurpose.Resource) continue;
                return "Policy statement must contain resources.";
            }
            foreach (var resource in resources)
            {
                if (ResourceFault(resource) is { } fault) return fault;
            }
        }
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            if (!statement.TryGetProperty("Sid", out var sid) || sid.GetString() is not { Length: > 0 } id) continue;
            if (purpose != PolicyPurpose.Resource && !id.All(char.IsAsciiLetterOrDigit))
                return "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
            if (!ids.Add(id)) return "Statement IDs (SID) in a single policy must be unique.";
        }
        return null;
    }

    private static string? TrustFault(string json)
    {
        using var document = PolicyReader.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object) return PolicyReader.Syntax;
        foreach (var statement in Statements(document.RootElement))
        {
            if (statement.ValueKind != JsonValueKind.Object) return PolicyReader.Syntax;
            foreach (var field in (string[])["Resource", "NotResource"])
            {
                if (statement.TryGetProperty(field, out _)) return $"Has prohibited field {field}";
            }
            if (!statement.TryGetProperty("Effect", out _)) return "Missing required field Effect";
            if (!statement.TryGetProperty("Principal", out _) && !statement.TryGetProperty("NotPrincipal", out _)) return "Missing required field Principal";
            if (Actions(statement) is not { Count: > 0 } actions) return "Missing required field Action";
            if (actions.Exists(a => !a.StartsWith("sts:", StringComparison.OrdinalIgnoreCase))) return "AssumeRole policy may only specify STS AssumeRole actions.";
            if (PrincipalFault(statement) is { } fault) return fault;
        }
        return null;
    }

    private static string? PrincipalFault(JsonElement statement)
    {
        if (!statement.TryGetProperty("Principal", out var principal) || principal.ValueKind != JsonValueKind.Object) return null;
        foreach (var kind in principal.EnumerateObject())
        {
            foreach (var one in PolicyReader.Texts(kind.Value))
            {
                var isSound = kind.Name switch
                {
                    "AWS" => one == "*" || (one.Length == 12 && one.All(char.IsAsciiDigit)) || (one.StartsWith("arn:", StringComparison.Ordinal) && new ArnText(one) is { IsArn: true, Account.Length: 12 }) || IsUniqueId(one),
                    "Service" => one.EndsWith(".amazonaws.com", StringComparison.Ordinal) || one.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal) || one.EndsWith(".amazon.com", StringComparison.Ordinal),
                    _ => one.Length > 0,
                };
                if (!isSound) return $"Invalid principal in policy: \"{kind.Name.ToUpperInvariant()}\":\"{one}\"";
            }
        }
        return null;
    }

    // AWS: a deleted user or role leaves its unique id behind in policies that named it.
    private static bool IsUniqueId(string text) => text.Length is >= 16 and <= 32 && text.StartsWith('A') && text.All(char.IsAsciiLetterOrDigit);

    private static string? ActionFault(string action)
    {
        if (action == "*") return null;
        var parts = action.Split(':');
        if (parts.Length == 1) return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
        if (parts.Length > 2) return "Actions/Condition can contain only one colon.";
        return parts[0] == "*" || parts[0].All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? null : $"Vendor {parts[0]} is not valid";
    }

    private static string? ResourceFault(string resource)
    {
        if (resource == "*") return null;
        var parts = resource.Split(':', 6);
        if (parts.Length == 1 || parts[0] != "arn") return $"Resource {resource} must be in ARN format or \"*\".";
        if (parts[1] is not ("aws" or "aws-cn" or "aws-us-gov" or "*"))
        {
            var rest = string.Join(':', Enumerable.Range(2, 4).Select(i => i < parts.Length ? parts[i] : "*"));
            return $"Partition \"{parts[1]}\" is not valid for resource \"arn:{parts[1]}:{rest}\".";
        }
        return parts.Length == 2 ? "Resource vendor must be fully qualified and cannot contain regexes." : null;
    }

    private static List<JsonElement> Statements(JsonElement root)
    {
        if (!root.TryGetProperty("Statement", out var statement)) return [];
        return statement.ValueKind == JsonValueKind.Array ? [.. statement.EnumerateArray()] : [statement];
    }

    private static List<string>? Actions(JsonElement statement) => Either(statement, "Action", "NotAction");

    private static List<string>? Either(JsonElement statement, string name, string not) =>
        statement.TryGetProperty(name, out var value) || statement.TryGetProperty(not, out value) ? PolicyReader.Texts(value) : null;
}
