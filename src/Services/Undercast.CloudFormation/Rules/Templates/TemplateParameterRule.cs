using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Undercast.Cloud;

namespace Undercast.CloudFormation;

/// <summary>A parameter of a template, with what its values must be.</summary>
internal sealed record TemplateParameterRule
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(100);

    public required string Name { get; init; }
    public required string Type { get; init; }
    public string? Default { get; init; }
    public bool NoEcho { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? AllowedValues { get; init; }
    public string? AllowedPattern { get; init; }
    public string? ConstraintDescription { get; init; }
    public double? MinValue { get; init; }
    public double? MaxValue { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }

    /// <summary>Whether the value is a list when a template refers to it.</summary>
    public bool IsList => Type is "CommaDelimitedList" or "AWS::SSM::Parameter::Value<CommaDelimitedList>" || Type.StartsWith("List<", StringComparison.Ordinal) || Type.StartsWith("AWS::SSM::Parameter::Value<List<", StringComparison.Ordinal);

    /// <summary>Whether the value names a parameter of the Systems Manager, whose value is meant.</summary>
    public bool IsSsm => Type.StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal);

    public static TemplateParameterRule Read(string name, JsonNode? node)
    {
        if (node is not JsonObject p || p["Type"] is not JsonValue type) throw CloudFormationFaults.Invalid("Template format error: Every Parameters object must contain a Type member.");
        var kind = PropertyRules.TextOf(type);
        if (!ParameterTypes.IsKnown(kind)) throw CloudFormationFaults.Invalid($"Template format error: Unrecognized parameter type: {kind}");
        string? Text(string member) => p[member] is JsonValue value ? PropertyRules.TextOf(value) : null;
        double? Number(string member) => Text(member) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new TemplateParameterRule
        {
            Name = name,
            Type = kind,
            Default = Text("Default"),
            NoEcho = Text("NoEcho") is "true" or "True",
            Description = Text("Description"),
            AllowedValues = (p["AllowedValues"] as JsonArray)?.Select(v => v is JsonValue value ? PropertyRules.TextOf(value) : "").ToArray(),
            AllowedPattern = Text("AllowedPattern"),
            ConstraintDescription = Text("ConstraintDescription"),
            MinValue = Number("MinValue"),
            MaxValue = Number("MaxValue"),
            MinLength = (int?)Number("MinLength"),
            MaxLength = (int?)Number("MaxLength"),
        };
    }

    /// <summary>Throws when a value breaks a constraint.</summary>
    /// <exception cref="Kernel.CommonException">In AWS's words.</exception>
    public void Check(string value)
    {
        if (Type is "Number" or "List<Number>")
        {
            foreach (var part in Type == "Number" ? [value] : value.Split(','))
            {
                if (!double.TryParse(part.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) throw Broken($"Parameter '{Name}' must be a number.");
                if (number < MinValue) throw Broken(string.Create(CultureInfo.InvariantCulture, $"Parameter '{Name}' must be a number not less than {MinValue}"));
                if (number > MaxValue) throw Broken(string.Create(CultureInfo.InvariantCulture, $"Parameter '{Name}' must be a number not greater than {MaxValue}"));
            }
        }
        else if (value.Length < MinLength) throw Broken($"Parameter '{Name}' must contain at least {MinLength} characters");
        else if (value.Length > MaxLength) throw Broken($"Parameter '{Name}' must contain at most {MaxLength} characters");
        foreach (var part in IsList ? value.Split(',').Select(v => v.Trim()) : [value])
        {
            if (AllowedValues is { } allowed && !allowed.Contains(part)) throw Broken($"Parameter '{Name}' must be one of AllowedValues");
            if (AllowedPattern is { } pattern && !Matches(pattern, part)) throw Broken($"Parameter '{Name}' must match pattern {pattern}");
        }
    }

    private bool Matches(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.CultureInvariant, MatchTime);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw CloudFormationFaults.Invalid($"Template format error: Parameter '{Name}' has an AllowedPattern that cannot be used: {pattern}");
        }
    }

    private Kernel.CommonException Broken(string message) => CloudFormationFaults.Invalid(ConstraintDescription is { } text ? $"Parameter {Name} failed to satisfy constraint: {text}" : message);
}
