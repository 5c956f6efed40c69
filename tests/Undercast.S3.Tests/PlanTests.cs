using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.S3.Tests;

public sealed class PlanTests : Fixture
{
    private static InventoryConfiguration Inventory(string id = "i", string frequency = "Daily", string format = "CSV") => new()
    {
        Id = id, IsEnabled = true, IncludedObjectVersions = "All", Schedule = new InventorySchedule { Frequency = frequency }, OptionalFields = ["Size", "ETag", "StorageClass"],
        Destination = new InventoryDestination { S3BucketDestination = new InventoryS3BucketDestination { Bucket = "arn:aws:s3:::lists", Format = format, Prefix = "p" } },
    };

    private async Task PutAsync(InventoryConfiguration plan) => await Service.PutBucketInventoryConfiguration(new PutBucketInventoryConfigurationInput { Bucket = Name, Id = plan.Id, InventoryConfiguration = plan }, Call);

    // AWS: "Cataloging and analyzing your data with S3 Inventory".
    [Fact]
    public async Task An_inventory_is_delivered_with_its_manifest()
    {
        RunJobs();
        await BucketAsync(versioning: "Enabled");
        await BucketAsync("lists");
        await PutAsync("a b", "12345");
        await PutAsync("gone");
        await Service.DeleteObject(new DeleteObjectInput { Bucket = Name, Key = "gone" }, Call);
        await PutAsync(Inventory());
        async Task<string[]> Delivered() => [.. (await Service.ListObjectsV2(new ListObjectsV2Input { Bucket = "lists" }, Call)).Contents!.Select(o => o.Key!)];
        await EventuallyAsync(async () => (await Delivered()).Any(k => k.EndsWith("symlink.txt", StringComparison.Ordinal)), TimeSpan.FromHours(3));
        async Task<Stream> Open(string key) => (await Service.GetObject(new GetObjectInput { Bucket = "lists", Key = key }, Call)).Body!;
        var manifest = JsonDocument.Parse(await Open((await Delivered()).First(k => k.EndsWith("manifest.json", StringComparison.Ordinal)))).RootElement;
        Assert.Equal((Name, "CSV", "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, ETag, StorageClass"), (manifest.GetProperty("sourceBucket").GetString(), manifest.GetProperty("fileFormat").GetString(), manifest.GetProperty("fileSchema").GetString()));
        using var text = new StreamReader(new GZipStream(await Open(manifest.GetProperty("files")[0].GetProperty("key").GetString()!), CompressionMode.Decompress), Encoding.UTF8);
        var lines = (await text.ReadToEndAsync()).TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("\"bucket\",\"a%20b\",", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("\"true\",\"false\",\"5\",\"827ccb0eea8a706c4c34a16891f84e7b\",\"STANDARD\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"true\",\"true\",\"\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventories_are_put_read_listed_and_removed()
    {
        await BucketAsync();
        await PutAsync(Inventory("b"));
        await PutAsync(Inventory("a", "Weekly"));
        Assert.Equal("Weekly", (await Service.GetBucketInventoryConfiguration(new GetBucketInventoryConfigurationInput { Bucket = Name, Id = "a" }, Call)).InventoryConfiguration!.Schedule.Frequency);
        Assert.Equal(["a", "b"], (await Service.ListBucketInventoryConfigurations(new ListBucketInventoryConfigurationsInput { Bucket = Name }, Call)).InventoryConfigurationList!.Select(p => p.Id));
        await Service.DeleteBucketInventoryConfiguration(new DeleteBucketInventoryConfigurationInput { Bucket = Name, Id = "a" }, Call);
        await RefusedAsync<NoSuchConfiguration>(async () => await Service.GetBucketInventoryConfiguration(new GetBucketInventoryConfigurationInput { Bucket = Name, Id = "a" }, Call));
        Assert.Equal(CommonError.NotSupported, (await RefusedAsync<CommonException>(() => PutAsync(Inventory(format: "Parquet")))).Kind);
        await RefusedAsync<MalformedXml>(() => PutAsync(Inventory(frequency: "Hourly")));
    }

    [Fact]
    public async Task Analyses_metrics_and_tierings_are_kept_and_shown()
    {
        await BucketAsync();
        await Service.PutBucketAnalyticsConfiguration(new PutBucketAnalyticsConfigurationInput { Bucket = Name, Id = "a", AnalyticsConfiguration = new AnalyticsConfiguration { Id = "a", StorageClassAnalysis = new StorageClassAnalysis() } }, Call);
        Assert.Equal("a", (await Service.GetBucketAnalyticsConfiguration(new GetBucketAnalyticsConfigurationInput { Bucket = Name, Id = "a" }, Call)).AnalyticsConfiguration!.Id);
        Assert.Single((await Service.ListBucketAnalyticsConfigurations(new ListBucketAnalyticsConfigurationsInput { Bucket = Name }, Call)).AnalyticsConfigurationList!);
        await Service.DeleteBucketAnalyticsConfiguration(new DeleteBucketAnalyticsConfigurationInput { Bucket = Name, Id = "a" }, Call);
        await Service.PutBucketMetricsConfiguration(new PutBucketMetricsConfigurationInput { Bucket = Name, Id = "m", MetricsConfiguration = new MetricsConfiguration { Id = "m" } }, Call);
        Assert.Equal("m", (await Service.GetBucketMetricsConfiguration(new GetBucketMetricsConfigurationInput { Bucket = Name, Id = "m" }, Call)).MetricsConfiguration!.Id);
        Assert.Single((await Service.ListBucketMetricsConfigurations(new ListBucketMetricsConfigurationsInput { Bucket = Name }, Call)).MetricsConfigurationList!);
        await Service.DeleteBucketMetricsConfiguration(new DeleteBucketMetricsConfigurationInput { Bucket = Name, Id = "m" }, Call);
        var tiering = new IntelligentTieringConfiguration { Id = "t", Status = "Enabled", Tierings = [new Tiering { Days = 90, AccessTier = "ARCHIVE_ACCESS" }] };
        Task Put(IntelligentTieringConfiguration plan) => Service.PutBucketIntelligentTieringConfiguration(new PutBucketIntelligentTieringConfigurationInput { Bucket = Name, Id = "t", IntelligentTieringConfiguration = plan }, Call).AsTask();
        await RefusedAsync<InvalidArgument>(() => Put(tiering with { Tierings = [new Tiering { Days = 10, AccessTier = "ARCHIVE_ACCESS" }] }));
        await RefusedAsync<InvalidArgument>(() => Put(tiering with { Id = "other" }));
        await Put(tiering);
        Assert.Equal("Enabled", (await Service.GetBucketIntelligentTieringConfiguration(new GetBucketIntelligentTieringConfigurationInput { Bucket = Name, Id = "t" }, Call)).IntelligentTieringConfiguration!.Status);
        Assert.Single((await Service.ListBucketIntelligentTieringConfigurations(new ListBucketIntelligentTieringConfigurationsInput { Bucket = Name }, Call)).IntelligentTieringConfigurationList!);
        await Service.DeleteBucketIntelligentTieringConfiguration(new DeleteBucketIntelligentTieringConfigurationInput { Bucket = Name, Id = "t" }, Call);
        Assert.Null((await Service.ListBucketIntelligentTieringConfigurations(new ListBucketIntelligentTieringConfigurationsInput { Bucket = Name }, Call)).IntelligentTieringConfigurationList);
    }

    [Fact]
    public async Task Payment_and_acceleration_are_switched()
    {
        await BucketAsync();
        Assert.Equal("BucketOwner", (await Service.GetBucketRequestPayment(new GetBucketRequestPaymentInput { Bucket = Name }, Call)).Payer);
        await Service.PutBucketRequestPayment(new PutBucketRequestPaymentInput { Bucket = Name, RequestPaymentConfiguration = new RequestPaymentConfiguration { Payer = "Requester" } }, Call);
        Assert.Equal("Requester", (await Service.GetBucketRequestPayment(new GetBucketRequestPaymentInput { Bucket = Name }, Call)).Payer);
        Assert.Contains("s3:x-amz-request-payer", Assert.Single((await new S3Facts(Store, Accesses).OfAsync($"arn:aws:s3:::{Name}/k", default))!.Policies), StringComparison.Ordinal);
        await PutAsync("k");
        Assert.Equal("requester", (await Service.HeadObject(new HeadObjectInput { Bucket = Name, Key = "k", RequestPayer = "requester" }, In("us-east-1", "111111111111"))).RequestCharged);
        await RefusedAsync<MalformedXml>(async () => await Service.PutBucketRequestPayment(new PutBucketRequestPaymentInput { Bucket = Name, RequestPaymentConfiguration = new RequestPaymentConfiguration { Payer = "Me" } }, Call));
        await Service.PutBucketAccelerateConfiguration(new PutBucketAccelerateConfigurationInput { Bucket = Name, AccelerateConfiguration = new AccelerateConfiguration { Status = "Enabled" } }, Call);
        Assert.Equal("Enabled", (await Service.GetBucketAccelerateConfiguration(new GetBucketAccelerateConfigurationInput { Bucket = Name }, Call)).Status);
    }

    [Fact]
    public async Task Accesses_are_logged_into_the_target()
    {
        RunJobs();
        await BucketAsync();
        await BucketAsync("logs");
        Task Put(LoggingEnabled? logging) => Service.PutBucketLogging(new PutBucketLoggingInput { Bucket = Name, BucketLoggingStatus = new BucketLoggingStatus { LoggingEnabled = logging } }, Call).AsTask();
        await RefusedAsync<InvalidTargetBucketForLogging>(() => Put(new LoggingEnabled { TargetBucket = "none", TargetPrefix = "" }));
        await Put(new LoggingEnabled { TargetBucket = "logs", TargetPrefix = "l/" });
        Assert.Equal("l/", (await Service.GetBucketLogging(new GetBucketLoggingInput { Bucket = Name }, Call)).LoggingEnabled!.TargetPrefix);
        Accesses.Watch((await Store.ReadAsync(tx => S3Tables.Buckets.GetAsync(tx, new BucketKey(Name))))!);
        var operation = S3Api.Descriptor.Operations["GetObject"];
        Accesses.Record(new Cloud.CallRecord(operation, Call, [new Protocol.Permission("s3:GetObject", $"arn:aws:s3:::{Name}/a b")], Cloud.CallOutcome.Refused, new NoSuchKey("a b"), TimeSpan.FromMilliseconds(3), false));
        await EventuallyAsync(async () => (await Service.ListObjectsV2(new ListObjectsV2Input { Bucket = "logs", Prefix = "l/" }, Call)).Contents is { Count: > 0 }, TimeSpan.FromMinutes(1));
        var key = (await Service.ListObjectsV2(new ListObjectsV2Input { Bucket = "logs" }, Call)).Contents![0].Key!;
        using var text = new StreamReader((await Service.GetObject(new GetObjectInput { Bucket = "logs", Key = key }, Call)).Body!);
        var line = await text.ReadToEndAsync();
        Assert.Contains($" {Name} [01/Jan/2026:00:00:00 +0000] - {BucketNames.CanonicalId(Account)} ", line, StringComparison.Ordinal);
        Assert.Contains(" REST.GET.GetObject a%2520b \"-\" 404 NoSuchKey ", line, StringComparison.Ordinal);
        await Put(null);
        Assert.Null((await Service.GetBucketLogging(new GetBucketLoggingInput { Bucket = Name }, Call)).LoggingEnabled);
    }
}
