using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Undercast.S3;

/// <summary>Tags of objects and buckets.</summary>
internal static partial class TagRules
{
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<Tag>? tags, int most)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags ?? [])
        {
            var (key, value) = (tag.Key ?? "", tag.Value ?? "");
            if (key.Length is 0 or > 128 || !Allowed().IsMatch(key)) throw new InvalidTag("The TagKey you have provided is invalid");
            if (value.Length > 256 || !Allowed().IsMatch(value)) throw new InvalidTag("The TagValue you have provided is invalid");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw new InvalidTag("System tags cannot be added/updated by requester");
            if (!map.TryAdd(key, value)) throw new InvalidTag("Cannot provide multiple Tags with the same key");
        }
        if (map.Count > most) throw most == Limits.ObjectTags ? new BadRequest("Object tags cannot be greater than 10") : new BadRequest($"Bucket tag count cannot be greater than {most}");
        return map.Count > 0 ? map : ObjectRecord.Empty;
    }

    /// <summary>Tags as a header carries them: a query string.</summary>
    public static IReadOnlyDictionary<string, string> ReadHeader(string? header)
    {
        if (string.IsNullOrEmpty(header)) return ObjectRecord.Empty;
        var tags = new List<Tag>();
        foreach (var pair in header.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals == 0 || pair.Length == 0)
                throw new InvalidArgument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.", "x-amz-tagging", header);
            tags.Add(new Tag { Key = Decode(equals < 0 ? pair : pair[..equals]), Value = equals < 0 ? "" : Decode(pair[(equals + 1)..]) });
        }
        return Read(tags, Limits.ObjectTags);
    }

    /// <summary>Tags as a form carries them: a document.</summary>
    public static IReadOnlyDictionary<string, string> ReadXml(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml)) return ObjectRecord.Empty;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            static string? Child(XElement of, string name) => of.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
            return Read([.. XDocument.Load(reader).Descendants().Where(e => e.Name.LocalName == "Tag").Select(t => new Tag { Key = Child(t, "Key")!, Value = Child(t, "Value")! })], Limits.ObjectTags);
        }
        catch (XmlException)
        {
            throw new MalformedXml();
        }
    }

    public static IReadOnlyList<Tag> Write(IReadOnlyDictionary<string, string> tags) => [.. tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new Tag { Key = t.Key, Value = t.Value })];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$")]
    private static partial Regex Allowed();
}
