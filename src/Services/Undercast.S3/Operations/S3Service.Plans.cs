using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.S3;

// Settings of which a bucket has several, each under an id: inventories, which run, and analytics, metrics and tierings, which are kept and shown.
internal sealed partial class S3Service
{
    private const int MostPlans = 1000;
    private const int PlanPage = 100;

    public async ValueTask PutBucketInventoryConfiguration(PutBucketInventoryConfigurationInput input, CallContext call)
    {
        var plan = InventoryRules.Check(input.InventoryConfiguration, input.Id);
        await store.WriteAsync(
            async tx =>
            {
                var bucket = await FindAsync(tx, input.Bucket, input.ExpectedBucketOwner);
                await S3Tables.Buckets.PutAsync(tx, new BucketKey(bucket.Name), bucket with { Inventories = With(bucket.Inventories, plan, static p => p.Id, input.Id) });
                if (plan.IsEnabled) InventoryJob.Schedule(tx, bucket, plan, call.Now);
                else InventoryJob.Unschedule(tx, bucket.Id, plan.Id);
            },
            call.Cancelled);
    }

    public async ValueTask<GetBucketInventoryConfigurationOutput> GetBucketInventoryConfiguration(GetBucketInventoryConfigurationInput input, CallContext call) =>
        new() { InventoryConfiguration = Of((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Inventories, static p => p.Id, input.Id) };

    public ValueTask DeleteBucketInventoryConfiguration(DeleteBucketInventoryConfigurationInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Inventories = Without(b.Inventories, static p => p.Id, input.Id) });

    public async ValueTask<ListBucketInventoryConfigurationsOutput> ListBucketInventoryConfigurations(ListBucketInventoryConfigurationsInput input, CallContext call)
    {
        var (page, next) = Page((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Inventories, static p => p.Id, input.ContinuationToken);
        return new ListBucketInventoryConfigurationsOutput { ContinuationToken = input.ContinuationToken, InventoryConfigurationList = page, IsTruncated = next is not null, NextContinuationToken = next };
    }

    public ValueTask PutBucketAnalyticsConfiguration(PutBucketAnalyticsConfigurationInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Analytics = With(b.Analytics, input.AnalyticsConfiguration, static p => p.Id, input.Id) });

    public async ValueTask<GetBucketAnalyticsConfigurationOutput> GetBucketAnalyticsConfiguration(GetBucketAnalyticsConfigurationInput input, CallContext call) =>
        new() { AnalyticsConfiguration = Of((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Analytics, static p => p.Id, input.Id) };

    public ValueTask DeleteBucketAnalyticsConfiguration(DeleteBucketAnalyticsConfigurationInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Analytics = Without(b.Analytics, static p => p.Id, input.Id) });

    public async ValueTask<ListBucketAnalyticsConfigurationsOutput> ListBucketAnalyticsConfigurations(ListBucketAnalyticsConfigurationsInput input, CallContext call)
    {
        var (page, next) = Page((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Analytics, static p => p.Id, input.ContinuationToken);
        return new ListBucketAnalyticsConfigurationsOutput { ContinuationToken = input.ContinuationToken, AnalyticsConfigurationList = page, IsTruncated = next is not null, NextContinuationToken = next };
    }

    public ValueTask PutBucketMetricsConfiguration(PutBucketMetricsConfigurationInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Metrics = With(b.Metrics, input.MetricsConfiguration, static p => p.Id, input.Id) });

    public async ValueTask<GetBucketMetricsConfigurationOutput> GetBucketMetricsConfiguration(GetBucketMetricsConfigurationInput input, CallContext call) =>
        new() { MetricsConfiguration = Of((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Metrics, static p => p.Id, input.Id) };

    public ValueTask DeleteBucketMetricsConfiguration(DeleteBucketMetricsConfigurationInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Metrics = Without(b.Metrics, static p => p.Id, input.Id) });

    public async ValueTask<ListBucketMetricsConfigurationsOutput> ListBucketMetricsConfigurations(ListBucketMetricsConfigurationsInput input, CallContext call)
    {
        var (page, next) = Page((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Metrics, static p => p.Id, input.ContinuationToken);
        return new ListBucketMetricsConfigurationsOutput { ContinuationToken = input.ContinuationToken, MetricsConfigurationList = page, IsTruncated = next is not null, NextContinuationToken = next };
    }

    public ValueTask PutBucketIntelligentTieringConfiguration(PutBucketIntelligentTieringConfigurationInput input, CallContext call)
    {
        var plan = input.IntelligentTieringConfiguration;
        if (plan.Status is not ("Enabled" or "Disabled") || plan.Tierings.Any(static t => t.AccessTier is not ("ARCHIVE_ACCESS" or "DEEP_ARCHIVE_ACCESS"))) throw new MalformedXml();
        if (plan.Tierings.Any(static t => t.Days < (t.AccessTier == "ARCHIVE_ACCESS" ? 90 : 180) || t.Days > 730)) throw new InvalidArgument("'Days' for an archive access tier must be between 90 (180 for DEEP_ARCHIVE_ACCESS) and 730", "Days");
        return UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Tierings = With(b.Tierings, plan, static p => p.Id, input.Id) });
    }

    public async ValueTask<GetBucketIntelligentTieringConfigurationOutput> GetBucketIntelligentTieringConfiguration(GetBucketIntelligentTieringConfigurationInput input, CallContext call) =>
        new() { IntelligentTieringConfiguration = Of((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Tierings, static p => p.Id, input.Id) };

    public ValueTask DeleteBucketIntelligentTieringConfiguration(DeleteBucketIntelligentTieringConfigurationInput input, CallContext call) =>
        UpdateAsync(input.Bucket, input.ExpectedBucketOwner, call, b => b with { Tierings = Without(b.Tierings, static p => p.Id, input.Id) });

    public async ValueTask<ListBucketIntelligentTieringConfigurationsOutput> ListBucketIntelligentTieringConfigurations(ListBucketIntelligentTieringConfigurationsInput input, CallContext call)
    {
        var (page, next) = Page((await FindAsync(input.Bucket, input.ExpectedBucketOwner, call)).Tierings, static p => p.Id, input.ContinuationToken);
        return new ListBucketIntelligentTieringConfigurationsOutput { ContinuationToken = input.ContinuationToken, IntelligentTieringConfigurationList = page, IsTruncated = next is not null, NextContinuationToken = next };
    }

    // In the order of their ids, in which they are listed.
    private static T[] With<T>(IReadOnlyList<T>? all, T plan, Func<T, string> id, string wanted)
    {
        if (id(plan) != wanted) throw new InvalidArgument("Configuration ID in the request does not match the ID in the document", "id", wanted);
        T[] joined = [.. (all ?? []).Where(p => id(p) != wanted).Append(plan).OrderBy(id, StringComparer.Ordinal)];
        return joined.Length <= MostPlans ? joined : throw new TooManyConfigurations();
    }

    private static T Of<T>(IReadOnlyList<T>? all, Func<T, string> id, string wanted)
        where T : class => (all ?? []).FirstOrDefault(p => id(p) == wanted) ?? throw new NoSuchConfiguration();

    private static T[]? Without<T>(IReadOnlyList<T>? all, Func<T, string> id, string wanted)
        where T : class
    {
        Of(all, id, wanted);
        T[] rest = [.. all!.Where(p => id(p) != wanted)];
        return rest.Length > 0 ? rest : null;
    }

    private static (IReadOnlyList<T>? Page, string? Next) Page<T>(IReadOnlyList<T>? all, Func<T, string> id, string? token)
    {
        if (all is null) return (null, null);
        var after = token is null ? "" : Listing.ReadToken(token);
        T[] page = [.. all.Where(p => string.CompareOrdinal(id(p), after) > 0).Take(PlanPage + 1)];
        return page.Length <= PlanPage ? (page, null) : (page[..PlanPage], Listing.MakeToken(id(page[PlanPage - 1])));
    }
}
