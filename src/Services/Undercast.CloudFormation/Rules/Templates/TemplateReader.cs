using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Kernel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Undercast.CloudFormation;

/// <summary>From a template's text to a tree in which every function has its long form.</summary>
internal static class TemplateReader
{
    /// <summary>AWS: 51,200 bytes as <c>TemplateBody</c>, 1 MB from S3.</summary>
    public const int MaxBodyBytes = 51_200;
    public const int MaxBytes = 1_000_000;
    public const int MaxDepth = 64;

    // An alias may repeat what it names; together they may not make a small text large.
    private const int MaxNodes = 200_000;

    /// <exception cref="CommonException">The text is no template.</exception>
    public static JsonObject Read(string text)
    {
        if (text.AsSpan().IsWhiteSpace()) throw CloudFormationFaults.Invalid("Template format error: unsupported structure.");
        return ReadAny(text) as JsonObject ?? throw CloudFormationFaults.Invalid("Template format error: unsupported structure.");
    }

    /// <summary>A document of any shape; without <paramref name="shortForms"/> tags of functions are an error.</summary>
    /// <exception cref="CommonException">The text is neither JSON nor YAML.</exception>
    public static JsonNode? ReadAny(string text, bool shortForms = true) => text.AsSpan().TrimStart() is ['{', ..] ? ReadJson(text) : new YamlTree(text, shortForms).Read();

    private static JsonNode? ReadJson(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            // A name that comes twice is told without its place.
            throw CloudFormationFaults.Invalid(e.LineNumber is null ? "Template format error: JSON not well-formed." : $"Template format error: JSON not well-formed. (line {e.LineNumber + 1}, column {e.BytePositionInLine + 1})");
        }
    }

    private sealed class YamlTree(string text, bool shortForms)
    {
        private readonly Parser _parser = new(new StringReader(text));
        private readonly Dictionary<AnchorName, JsonNode?> _anchors = [];
        private int _nodes;

        public JsonNode? Read()
        {
            try
            {
                _parser.Consume<StreamStart>();
                if (!_parser.TryConsume<DocumentStart>(out _)) return null;
                var node = Node(0);
                _parser.Consume<DocumentEnd>();
                if (!_parser.TryConsume<StreamEnd>(out _)) throw CloudFormationFaults.Invalid("Template format error: YAML not well-formed. The template holds more than one document.");
                return node;
            }
            catch (YamlException e)
            {
                throw CloudFormationFaults.Invalid(string.Create(CultureInfo.InvariantCulture, $"Template format error: YAML not well-formed. (line {e.Start.Line}, column {e.Start.Column})"));
            }
        }

        private JsonNode? Node(int depth)
        {
            if (depth > MaxDepth || ++_nodes > MaxNodes) throw CloudFormationFaults.Invalid("Template format error: The template is nested too deeply or expands to too much.");
            if (_parser.TryConsume<AnchorAlias>(out var alias))
            {
                if (!_anchors.TryGetValue(alias.Value, out var known)) throw new YamlException(alias.Start, alias.End, "unknown alias");
                Count(known);
                return known?.DeepClone();
            }
            var at = (NodeEvent)_parser.Current!;
            var (anchor, tag) = (at.Anchor, at.Tag);
            JsonNode? node = at switch
            {
                YamlDotNet.Core.Events.Scalar => ScalarOf(_parser.Consume<Scalar>()),
                SequenceStart => Sequence(depth),
                MappingStart => Mapping(depth),
                _ => throw new YamlException(at.Start, at.End, "unexpected"),
            };
            if (!tag.IsEmpty && tag.Value is ['!', not '!', ..]) node = shortForms ? Function(tag.Value[1..], node, at) : throw new YamlException(at.Start, at.End, "tags are not supported here");
            if (!anchor.IsEmpty) _anchors[anchor] = node?.DeepClone();
            return node;
        }

        private void Count(JsonNode? node)
        {
            if (++_nodes > MaxNodes) throw CloudFormationFaults.Invalid("Template format error: The template is nested too deeply or expands to too much.");
            switch (node)
            {
                case JsonObject map:
                    foreach (var (_, member) in map) Count(member);
                    break;
                case JsonArray list:
                    foreach (var item in list) Count(item);
                    break;
            }
        }

        private JsonArray Sequence(int depth)
        {
            _parser.Consume<SequenceStart>();
            var list = new JsonArray();
            while (!_parser.TryConsume<SequenceEnd>(out _)) list.Add(Node(depth + 1));
            return list;
        }

        private JsonObject Mapping(int depth)
        {
            _parser.Consume<MappingStart>();
            var map = new JsonObject();
            while (!_parser.TryConsume<MappingEnd>(out _))
            {
                var key = _parser.Consume<Scalar>();
                // AWS: hash merges are not supported.
                if (key.Value == "<<" && key.Style == ScalarStyle.Plain) throw new YamlException(key.Start, key.End, "merge keys are not supported");
                var value = Node(depth + 1);
                if (!map.TryAdd(key.Value, value))
                    throw CloudFormationFaults.Invalid(string.Create(CultureInfo.InvariantCulture, $"Template format error: YAML not well-formed. (line {key.Start.Line}, column {key.Start.Column})"));
            }
            return map;
        }

        /// <summary><c>!Ref</c> and its like in their long form.</summary>
        private static JsonObject Function(string name, JsonNode? argument, NodeEvent at) => name switch
        {
            "Ref" or "Condition" => new JsonObject { [name] = argument },
            // AWS: !GetAtt takes "Resource.Attribute", split at the first dot.
            "GetAtt" when argument is JsonValue text && (string?)text is { } path && path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot =>
                new JsonObject { ["Fn::GetAtt"] = new JsonArray(path[..dot], path[(dot + 1)..]) },
            _ when Intrinsics.IsName("Fn::" + name) => new JsonObject { ["Fn::" + name] = argument },
            _ => throw new YamlException(at.Start, at.End, "unknown tag"),
        };

        private static JsonValue? ScalarOf(Scalar scalar)
        {
            var text = scalar.Value;
            if (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str") return JsonValue.Create(text);
            if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
            switch (text)
            {
                case "" or "~" or "null" or "Null" or "NULL":
                    return null;
                case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                    return JsonValue.Create(true);
                case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                    return JsonValue.Create(false);
            }
            // A leading zero or a date stays text: account ids, policy versions.
            if (IsPlainInteger(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create(whole);
            if (IsPlainDecimal(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return Decimal(number);
            return JsonValue.Create(text);
        }

        // A version such as 2.0 keeps its last digit.
        private static JsonValue? Decimal(double number) => JsonNode.Parse(number == Math.Floor(number) ? number.ToString("F1", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture)) as JsonValue;

        private static bool IsPlainInteger(string text)
        {
            var digits = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
            return digits.Length is > 0 and <= 18 && !digits.ContainsAnyExceptInRange('0', '9') && (digits.Length == 1 || digits[0] != '0') && text[0] != '+';
        }

        private static bool IsPlainDecimal(string text)
        {
            var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
            var dot = digits.IndexOf('.');
            return dot > 0 && dot < digits.Length - 1 && !digits[..dot].ContainsAnyExceptInRange('0', '9') && !digits[(dot + 1)..].ContainsAnyExceptInRange('0', '9')
                && (dot == 1 || digits[0] != '0') && text.Length <= 17;
        }
    }
}
