namespace Undercast.Sqs;

/// <summary>Limits of tags.</summary>
internal static class TagRules
{
    public static void Check(IReadOnlyDictionary<string, string>? tags, int already = 0)
    {
        if (tags is null) return;
        // AWS: at most 50 tags; keys of 1 to 128 and values of up to 256 characters; the prefix aws: is reserved (SQS cost allocation tags).
        if (tags.Count + already > Limits.Tags) throw SqsFaults.Invalid($"Too many tags added for queue.");
        foreach (var (key, value) in tags)
        {
            if (key.Length is < 1 or > 128 || value.Length > 256 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw SqsFaults.Invalid("Tag keys must be between 1 and 128 characters in length, values up to 256 characters, and keys must not start with aws:.");
        }
    }
}
