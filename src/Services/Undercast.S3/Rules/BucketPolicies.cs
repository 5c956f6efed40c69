using System.IO.Enumeration;
using System.Text;
using System.Text.Json;
using Undercast.Cloud;

namespace Undercast.S3;

/// <summary>Policies of buckets: their form, and whether they make a bucket public.</summary>
internal static class BucketPolicies
{
    // AWS: a statement for everybody is not public when one of these keys is held to fixed values ("The meaning of public").
    private static readonly HashSet<string> Narrowing = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:SourceIp", "aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount", "aws:userid", "aws:PrincipalOrgID", "aws:PrincipalAccount", "aws:PrincipalArn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:DataAccessPointArn", "s3:DataAccessPointAccount",
    };

    private static readonly string[] Narrow = ["StringEquals", "StringLike", "ArnEquals", "ArnLike", "IpAddress", "StringEqualsIgnoreCase"];

    public static void Check(string policy, string bucket)
    {
        if (Encoding.UTF8.GetByteCount(policy) > Limits.PolicyBytes) throw new MalformedPolicy("Policy exceeds the maximum allowed document size.");
        if (!IsObject(policy)) throw new MalformedPolicy("Policies must be valid JSON and the first byte must be '{'");
        if (PolicyChecker.Check(policy, PolicyPurpose.Resource) is { } reason) throw new MalformedPolicy(reason);
        using var document = JsonDocument.Parse(policy);
        foreach (var statement in Items(document.RootElement, "Statement"))
        {
            if (!statement.TryGetProperty("Principal", out _) && !statement.TryGetProperty("NotPrincipal", out _)) throw new MalformedPolicy("Missing required field Principal");
            foreach (var resource in Items(statement, "Resource").Concat(Items(statement, "NotResource")))
            {
                // AWS: a bucket's policy speaks of that bucket and its objects only.
                var text = resource.GetString() ?? "";
                var at = text.IndexOf(":::", StringComparison.Ordinal);
                var name = at < 0 ? text : text[(at + 3)..];
                var slash = name.IndexOf('/', StringComparison.Ordinal);
                if (!FileSystemName.MatchesSimpleExpression(slash < 0 ? name : name[..slash], bucket, ignoreCase: false)) throw new MalformedPolicy("Policy has invalid resource");
            }
        }
    }

    public static bool IsPublic(string policy)
    {
        using var document = JsonDocument.Parse(policy);
        return Items(document.RootElement, "Statement").Any(IsPublic);
    }

    private static bool IsPublic(JsonElement statement)
    {
        if (statement.GetProperty("Effect").GetString() != "Allow") return false;
        if (statement.TryGetProperty("NotPrincipal", out _)) return true;
        if (!statement.TryGetProperty("Principal", out var principal)) return false;
        var everybody = principal.ValueKind == JsonValueKind.String ? principal.GetString() == "*" : Items(principal, "AWS").Any(p => p.GetString() == "*");
        return everybody && !IsNarrowed(statement);
    }

    private static bool IsNarrowed(JsonElement statement)
    {
        if (!statement.TryGetProperty("Condition", out var conditions)) return false;
        foreach (var condition in conditions.EnumerateObject())
        {
            if (!Narrow.Contains(condition.Name, StringComparer.OrdinalIgnoreCase)) continue;
            foreach (var key in condition.Value.EnumerateObject())
            {
                if (Narrowing.Contains(key.Name) && Items(condition.Value, key.Name).All(v => v.GetString() is { } text && IsFixed(key.Name, text))) return true;
            }
        }
        return false;
    }

    private static bool IsFixed(string key, string value)
    {
        if (value.Contains("${", StringComparison.Ordinal)) return false;
        // An address range that is nearly everything holds nothing back.
        if (key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase)) return value.IndexOf('/', StringComparison.Ordinal) is var slash && (slash < 0 || (int.TryParse(value[(slash + 1)..], out var bits) && bits >= 8));
        return !value.Contains('*', StringComparison.Ordinal) && !value.Contains('?', StringComparison.Ordinal);
    }

    private static bool IsObject(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out var value)) yield break;
        if (value.ValueKind != JsonValueKind.Array) yield return value;
        else
        {
            foreach (var item in value.EnumerateArray()) yield return item;
        }
    }
}
