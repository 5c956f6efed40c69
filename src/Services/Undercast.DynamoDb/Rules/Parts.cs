namespace Undercast.DynamoDb;

/// <summary>Which parts of an item a read answers, however that was said.</summary>
internal readonly record struct Parts(Projections? Projection, IReadOnlySet<string>? NestedHeads)
{
    public static Parts Read(IReadOnlyList<string>? attributesToGet, string? expression, IReadOnlyDictionary<string, string>? names)
    {
        ParameterRules.CheckAttributesToGet(attributesToGet);
        if (expression is null && names is null) return Read(attributesToGet, null, (ExpressionScope?)null);
        var scope = new ExpressionScope(names, null);
        var parts = Read(attributesToGet, expression, scope);
        scope.CheckUsed();
        return parts;
    }

    public static Parts Read(IReadOnlyList<string>? attributesToGet, string? expression, ExpressionScope? scope)
    {
        if (expression is not null)
        {
            var paths = ProjectionParser.Parse(expression, scope!);
            return new Parts(new Projections(paths), paths.Where(p => p.IsNested).Select(p => p.Head).ToHashSet(StringComparer.Ordinal));
        }
        return attributesToGet is null ? default : new Parts(new Projections(attributesToGet.Select(AttributePath.Of)), null);
    }

    public AttributeMap Of(AttributeMap item) => Projection is null ? item : Projection.Of(item);
}
