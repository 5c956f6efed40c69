namespace Undercast.Lambda;

public sealed record FilterCriteria
{
    public IReadOnlyList<Filter>? Filters { get; init; }
}
