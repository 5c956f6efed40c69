using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    // AWS: a hundred filters for each group.
    private const int MostMetricFilters = 100;

    public ValueTask PutMetricFilter(PutMetricFilterInput input, CallContext call)
    {
        _ = FilterPattern.Parse(input.FilterPattern);
        foreach (var one in input.MetricTransformations)
        {
            if (one.DefaultValue is not null && one.Dimensions is { Count: > 0 }) throw new InvalidParameterException("Invalid metric transformation: dimensions and default value are mutually exclusive properties.");
            // AWS: three dimensions.
            if (one.Dimensions?.Count > 3) throw new InvalidParameterException("Invalid metric transformation: at most 3 dimensions are allowed.");
        }
        return UpdateAsync(Key(input.LogGroupName, call), call, (_, group) =>
        {
            var created = group.MetricFilters.TryGetValue(input.FilterName, out var old) ? old.Created : call.Now;
            var all = new Dictionary<string, MetricFilterRecord>(group.MetricFilters) { [input.FilterName] = new(input.FilterPattern, input.MetricTransformations, created) };
            return all.Count > MostMetricFilters ? throw new LimitExceededException("Resource limit exceeded.") : group with { MetricFilters = all };
        });
    }

    public ValueTask<DescribeMetricFiltersOutput> DescribeMetricFilters(DescribeMetricFiltersInput input, CallContext call)
    {
        if (input.MetricName is null != input.MetricNamespace is null) throw new InvalidParameterException("Both metricName and metricNamespace must be specified, or neither.");
        return store.ReadAsync(
            async tx =>
            {
                var groups = input.LogGroupName is { } name ? [(Key(name, call), await FindAsync(tx, Key(name, call)))] : await LogsTables.Groups.RangeAsync(tx, LogsTables.Groups.Prefix(call.Account, call.Region));
                var all = from g in groups
                          from f in g.Item2.MetricFilters
                          where f.Key.StartsWith(input.FilterNamePrefix ?? "", StringComparison.Ordinal)
                          where input.MetricName is null || f.Value.Transformations.Any(t => t.MetricName == input.MetricName && t.MetricNamespace == input.MetricNamespace)
                          orderby g.Item1.Name, f.Key
                          select (Group: g.Item1.Name, Name: f.Key, Filter: f.Value);
                var (page, next) = Paging.Page(all, f => $"{f.Group}\n{f.Name}", input.NextToken, input.Limit ?? 50);
                return new DescribeMetricFiltersOutput
                {
                    MetricFilters = [.. page.Select(f => new MetricFilter
                    {
                        FilterName = f.Name, FilterPattern = f.Filter.Pattern, LogGroupName = f.Group, MetricTransformations = f.Filter.Transformations, CreationTime = f.Filter.Created.ToUnixTimeMilliseconds(),
                    })],
                    NextToken = next,
                };
            },
            call.Cancelled);
    }

    public ValueTask DeleteMetricFilter(DeleteMetricFilterInput input, CallContext call) => UpdateAsync(Key(input.LogGroupName, call), call, (_, group) =>
    {
        var rest = new Dictionary<string, MetricFilterRecord>(group.MetricFilters);
        return rest.Remove(input.FilterName) ? group with { MetricFilters = rest } : throw new ResourceNotFoundException("The specified metric filter does not exist.");
    });

    public ValueTask<TestMetricFilterOutput> TestMetricFilter(TestMetricFilterInput input, CallContext call)
    {
        var pattern = FilterPattern.Parse(input.FilterPattern);
        return new ValueTask<TestMetricFilterOutput>(new TestMetricFilterOutput
        {
            Matches = [.. input.LogEventMessages.Select((m, i) => (Message: m, Number: i + 1)).Where(m => pattern.Matches(m.Message)).Select(m => new MetricFilterMatchRecord
            {
                EventNumber = m.Number, EventMessage = m.Message, ExtractedValues = pattern.Extract(m.Message),
            })],
        });
    }
}
