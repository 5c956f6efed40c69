using Undercast.Kernel;

namespace Undercast.Logs;

internal sealed partial class LogsService
{
    // AWS: two filters for each group.
    private const int MostSubscriptions = 2;

    public ValueTask PutSubscriptionFilter(PutSubscriptionFilterInput input, CallContext call)
    {
        _ = FilterPattern.Parse(input.FilterPattern);
        if (!Arn.TryParse(input.DestinationArn, out var destination)) throw new InvalidParameterException("destinationArn is not an ARN");
        if (destination.Service != "lambda") throw CommonException.NotSupported($"A subscription filter to {destination.Service}");
        return UpdateAsync(Key(input.LogGroupName, call), call, (_, group) =>
        {
            var all = new Dictionary<string, SubscriptionRecord>(group.Subscriptions)
            {
                [input.FilterName] = new(input.FilterPattern, input.DestinationArn, input.RoleArn, input.Distribution, group.Subscriptions.TryGetValue(input.FilterName, out var old) ? old.Created : call.Now),
            };
            return all.Count > MostSubscriptions ? throw new LimitExceededException("Resource limit exceeded.") : group with { Subscriptions = all };
        });
    }

    public async ValueTask<DescribeSubscriptionFiltersOutput> DescribeSubscriptionFilters(DescribeSubscriptionFiltersInput input, CallContext call)
    {
        var group = await store.ReadAsync(tx => FindAsync(tx, Key(input.LogGroupName, call)), call.Cancelled);
        return new DescribeSubscriptionFiltersOutput
        {
            SubscriptionFilters = [.. group.Subscriptions.Where(s => s.Key.StartsWith(input.FilterNamePrefix ?? "", StringComparison.Ordinal)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new SubscriptionFilter
            {
                FilterName = s.Key, LogGroupName = input.LogGroupName, FilterPattern = s.Value.Pattern, DestinationArn = s.Value.Destination, RoleArn = s.Value.Role, Distribution = s.Value.Distribution ?? "ByLogStream",
                CreationTime = s.Value.Created.ToUnixTimeMilliseconds(),
            })],
        };
    }

    public ValueTask DeleteSubscriptionFilter(DeleteSubscriptionFilterInput input, CallContext call) => UpdateAsync(Key(input.LogGroupName, call), call, (_, group) =>
    {
        var rest = new Dictionary<string, SubscriptionRecord>(group.Subscriptions);
        return rest.Remove(input.FilterName) ? group with { Subscriptions = rest } : throw new ResourceNotFoundException("The specified subscription filter does not exist.");
    });
}
