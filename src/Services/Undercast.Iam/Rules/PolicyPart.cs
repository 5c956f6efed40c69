using System.Text;
using System.Text.Json;
using Undercast.Cloud;

namespace Undercast.Iam;

/// <summary>One statement of a policy, compiled by itself, and where it stands.</summary>
internal sealed record PolicyPart(string PolicyId, string PolicyType, PolicyDocument Document, Position Start, Position End)
{
    /// <summary>The statements of a policy that has been checked.</summary>
    public static List<PolicyPart> Of(string policyId, string policyType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var parts = new List<PolicyPart>();
        using var document = JsonDocument.Parse(bytes);
        var version = document.RootElement.TryGetProperty("Version", out var given) ? given.GetString() : "2008-10-17";
        var reader = new Utf8JsonReader(bytes);
        var isStatement = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1) isStatement = reader.ValueTextEquals("Statement");
            // A statement stands by itself or in a list.
            if (!isStatement || reader.TokenType != JsonTokenType.StartObject || reader.CurrentDepth > 2) continue;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            var alone = $$"""{"Version":"{{version}}","Statement":{{Encoding.UTF8.GetString(bytes, start, end - start)}}}""";
            parts.Add(new PolicyPart(policyId, policyType, PolicyDocument.Parse(alone), At(bytes, start), At(bytes, end)));
        }
        return parts;
    }

    // AWS: lines and columns are counted from one.
    private static Position At(ReadOnlySpan<byte> text, int index)
    {
        var before = text[..index];
        return new Position { Line = before.Count((byte)'\n') + 1, Column = index - before.LastIndexOf((byte)'\n') };
    }

    public Statement Shape() => new() { SourcePolicyId = PolicyId, SourcePolicyType = PolicyType, StartPosition = Start, EndPosition = End };
}
