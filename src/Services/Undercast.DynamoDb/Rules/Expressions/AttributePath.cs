using System.Globalization;

namespace Undercast.DynamoDb;

/// <summary>A step of a path: a name in a map, or a place in a list.</summary>
internal readonly record struct PathStep(string? Name, int Index)
{
    public override string ToString() => Name ?? string.Create(CultureInfo.InvariantCulture, $"[{Index}]");
}

/// <summary>A path into an item.</summary>
internal sealed record AttributePath(PathStep[] Steps)
{
    public string Head => Steps[0].Name!;

    public bool IsNested => Steps.Length > 1;

    public static AttributePath Of(string name) => new([new PathStep(name, 0)]);

    public AttributeValue? Find(AttributeMap? item)
    {
        var value = item?[Head];
        for (var i = 1; i < Steps.Length && value is not null; i++) value = Step(value, Steps[i]);
        return value;
    }

    public static AttributeValue? Step(AttributeValue value, PathStep step) =>
        step.Name is { } name ? value.Kind == AttributeKind.M ? value.Map[name] : null
        : value.Kind == AttributeKind.L && step.Index < value.List.Count ? value.List[step.Index] : null;

    public bool Equals(AttributePath? other) => other is not null && Steps.AsSpan().SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Length == 0 ? 0 : HashCode.Combine(Steps.Length, Steps[0], Steps[^1]);

    /// <summary>The path as AWS prints it.</summary>
    public override string ToString() => $"[{string.Join(", ", Steps)}]";

    /// <summary>What is wrong with two paths of one expression, or null.</summary>
    public static string? Clash(AttributePath one, AttributePath two)
    {
        for (var i = 0; i < one.Steps.Length && i < two.Steps.Length; i++)
        {
            var (a, b) = (one.Steps[i], two.Steps[i]);
            if (a.Name is null != b.Name is null)
                return $"Two document paths conflict with each other; must remove or rewrite one of these paths; path one: {one}, path two: {two}";
            if (a != b) return null;
        }
        return $"Two document paths overlap with each other; must remove or rewrite one of these paths; path one: {one}, path two: {two}";
    }
}
