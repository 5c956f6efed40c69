using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Layout and formats: the developer guide (DynamoDB table export output format, import format quotas and validation); texts of errors are guesses.
public sealed class TransferTests : Fixture
{
    private const string Rich = """{"p":{"S":"a\n\"q\""},"s":{"N":"-1.50"},"bin":{"B":"AAH/"},"ss":{"SS":["x","y"]},"ns":{"NS":["1","2.5E-9"]},"bs":{"BS":["AA=="]},"l":{"L":[{"NULL":true},{"BOOL":false},{"N":"12345678901234567890123456789012345678"}]},"odd name":{"M":{"true":{"S":""}}}}""";

    private async Task KeepAsync() => await Service.UpdateContinuousBackups(In<UpdateContinuousBackupsInput>("""{"TableName":"tab","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}"""), Call);

    private async Task<ExportDescription> ExportAsync(string more = "", string bucket = "bucket")
    {
        var made = (await Service.ExportTableToPointInTime(In<ExportTableToPointInTimeInput>($$"""{"TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/tab","S3Bucket":"{{bucket}}"{{more}} }"""), Call)).ExportDescription!;
        Assert.Equal("IN_PROGRESS", made.ExportStatus);
        var told = made;
        await EventuallyAsync(async () => (told = (await Service.DescribeExport(In<DescribeExportInput>($$"""{"ExportArn":"{{made.ExportArn}}"}"""), Call)).ExportDescription!).ExportStatus != "IN_PROGRESS");
        return told;
    }

    private async Task<ImportTableDescription> ImportAsync(string table, string format, string more = "", string bucket = "bucket", string prefix = "in/")
    {
        var made = (await Service.ImportTable(In<ImportTableInput>($$$"""
            {"S3BucketSource":{"S3Bucket":"{{{bucket}}}","S3KeyPrefix":"{{{prefix}}}"},"InputFormat":"{{{format}}}","TableCreationParameters":{"TableName":"{{{table}}}","BillingMode":"PAY_PER_REQUEST",
             "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"N"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}]}{{{more}}} }
            """), Call)).ImportTableDescription;
        var told = made;
        await EventuallyAsync(async () => (told = (await Service.DescribeImport(In<DescribeImportInput>($$"""{"ImportArn":"{{made.ImportArn}}"}"""), Call)).ImportTableDescription).ImportStatus != "IN_PROGRESS");
        return told;
    }

    private async Task<string> AllAsync(string table) => string.Join(" ", (await ScanAsync(table: table)).Items!.Select(Show).Order(StringComparer.Ordinal));

    private string Unpacked(string key)
    {
        using var gzip = new GZipStream(new MemoryStream(Bucket.Objects[key]), CompressionMode.Decompress);
        return new StreamReader(gzip).ReadToEnd();
    }

    [Theory]
    [InlineData("DYNAMODB_JSON", "json", "{\"Item\":{")]
    [InlineData("ION", "ion", "$ion_1_0 {Item:{")]
    public async Task What_was_exported_can_be_imported(string format, string extension, string line)
    {
        RunJobs();
        await TableAsync(s: "N");
        await KeepAsync();
        await PutAsync(Rich);
        for (var i = 0; i < 450; i++) await PutAsync($$$"""{"p":{"S":"{{{i}}}"},"s":{"N":"{{{i}}}"}}""");
        var before = await AllAsync("tab");
        Time.Advance(TimeSpan.FromSeconds(5));
        var at = Call.Now;
        Time.Advance(TimeSpan.FromSeconds(5));
        await PutAsync("""{"p":{"S":"late"},"s":{"N":"1"}}""");
        var told = await ExportAsync($""","ExportFormat":"{format}","S3Prefix":"out/","ExportTime":{at.ToUnixTimeSeconds()} """);
        Assert.Equal(("COMPLETED", 451), (told.ExportStatus, told.ItemCount));
        var folder = $"out/AWSDynamoDB/{told.ExportArn!.Split('/')[^1]}/";
        Assert.Equal(folder + "manifest-summary.json", told.ExportManifest);
        Assert.Contains(folder + "_started", Bucket.Objects.Keys);
        var summary = JsonNode.Parse(Bucket.Objects[told.ExportManifest!])!;
        Assert.Equal(("2020-06-30", 451, format, "FULL_EXPORT", folder + "manifest-files.json"), ((string?)summary["version"], (int?)summary["itemCount"], (string?)summary["outputFormat"], (string?)summary["exportType"], (string?)summary["manifestFilesS3Key"]));
        var manifest = Bucket.Objects[folder + "manifest-files.json"];
        Assert.Equal(Convert.ToBase64String(MD5.HashData(manifest)), Encoding.ASCII.GetString(Bucket.Objects[folder + "manifest-files.md5"]));
        var file = JsonNode.Parse(manifest)!;
        Assert.Equal((451, Convert.ToBase64String(MD5.HashData(Bucket.Objects[(string)file["dataFileS3Key"]!])), "tag"), ((int?)file["itemCount"], (string?)file["md5Checksum"], (string?)file["etag"]));
        Assert.EndsWith($".{extension}.gz", (string?)file["dataFileS3Key"], StringComparison.Ordinal);
        Assert.StartsWith(line, Unpacked((string)file["dataFileS3Key"]!), StringComparison.Ordinal);

        var import = await ImportAsync("again", format, ""","InputCompressionType":"GZIP" """, prefix: folder + "data/");
        Assert.Equal(("COMPLETED", 451, 451, 0), (import.ImportStatus, import.ImportedItemCount, import.ProcessedItemCount, import.ErrorCount));
        Assert.Equal(before, await AllAsync("again"));
        // The copy that was exported goes.
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(DynamoDbTables.Items.All)) == 452 + 451);
    }

    [Fact]
    public async Task Lines_of_values_become_items()
    {
        RunJobs();
        Bucket.Objects["in/1.csv"] = Encoding.UTF8.GetBytes("p,s,note\na,1,\"x, \"\"y\"\"\nz\"\nb,no number,x\nc,3\nd,4,last\r\n");
        Bucket.Objects["in/2.csv"] = Encoding.UTF8.GetBytes("p,s\ne,5");
        Bucket.Objects["in/3.csv"] = Encoding.UTF8.GetBytes("p,s\n,6\n");
        var told = await ImportAsync("rows", "CSV");
        Assert.Equal(("COMPLETED", 3, 6, 3), (told.ImportStatus, told.ImportedItemCount, told.ProcessedItemCount, told.ErrorCount));
        Assert.Equal("""{"p":{"S":"a"},"s":{"N":"1"},"note":{"S":"x, \u0022y\u0022\nz"}} {"p":{"S":"d"},"s":{"N":"4"},"note":{"S":"last"}} {"p":{"S":"e"},"s":{"N":"5"}}""".Replace("\\u0022", "\\\"", StringComparison.Ordinal), (await AllAsync("rows")).Replace("\\u0022", "\\\"", StringComparison.Ordinal));
        Bucket.Objects["semi/1"] = Encoding.UTF8.GetBytes("a;1\nb;2\n");
        told = await ImportAsync("semi", "CSV", ""","InputFormatOptions":{"Csv":{"Delimiter":";","HeaderList":["p","s"]}} """, prefix: "semi/");
        Assert.Equal(2, told.ImportedItemCount);
        Assert.Equal(["rows", "semi"], (await Service.ListImports(In<ListImportsInput>("{}"), Call)).ImportSummaryList!.Select(i => i.TableArn!.Split('/')[^1]));
        var page = await Service.ListImports(In<ListImportsInput>("""{"PageSize":1}"""), Call);
        Assert.Single((await Service.ListImports(In<ListImportsInput>($$"""{"PageSize":1,"NextToken":"{{page.NextToken}}"}"""), Call)).ImportSummaryList!);
    }

    [Fact]
    public async Task A_line_that_is_no_item_is_counted()
    {
        RunJobs();
        Bucket.Objects["in/1"] = Encoding.UTF8.GetBytes("""
            {"Item":{"p":{"S":"a"},"s":{"N":"1"}}}
            {"Item":{"p":{"S":"a"}}}
            {"Item":{"p":{"S":"a"},"s":{"S":"1"}}}
            rubbish

            {"Other":{}}
            """);
        var told = await ImportAsync("lines", "DYNAMODB_JSON");
        Assert.Equal((1, 4), (told.ImportedItemCount, told.ErrorCount));
        Bucket.Objects["ion/1"] = Encoding.UTF8.GetBytes("""
            $ion_1_0 { Item : { p : 'a', s : 1d0, 'x y' : [ 1, 2.5, null.string, {{ AAE= }} ], set : $dynamodb_NS::[3, 1.], t : '''long''' ''' one''' } }
            $ion_1_0 {Item:{p:"b",s:2
            """);
        told = await ImportAsync("ions", "ION", prefix: "ion/");
        Assert.Equal((1, 1), (told.ImportedItemCount, told.ErrorCount));
        Assert.Equal("""{"p":{"S":"a"},"s":{"N":"1"},"x y":{"L":[{"N":"1"},{"N":"2.5"},{"NULL":true},{"B":"AAE="}]},"set":{"NS":["3","1"]},"t":{"S":"long one"}}""", await AllAsync("ions"));
    }

    [Theory]
    [InlineData("NEW_AND_OLD_IMAGES", "DYNAMODB_JSON")]
    [InlineData("NEW_IMAGE", "DYNAMODB_JSON")]
    [InlineData("NEW_AND_OLD_IMAGES", "ION")]
    public async Task An_incremental_export_tells_what_changed_in_its_window(string view, string format)
    {
        RunJobs();
        await TableAsync(s: "N");
        await KeepAsync();
        foreach (var name in (string[])["kept", "changed", "removed"]) await PutAsync($$$"""{"p":{"S":"{{{name}}}"},"s":{"N":"1"},"v":{"N":"1"}}""");
        Time.Advance(TimeSpan.FromMinutes(1));
        var from = Call.Now.ToUnixTimeSeconds();
        await PutAsync("""{"p":{"S":"changed"},"s":{"N":"1"},"v":{"N":"2"}}""");
        Time.Advance(TimeSpan.FromMinutes(1));
        var last = Call.Now.ToUnixTimeMilliseconds() * 1000;
        await PutAsync("""{"p":{"S":"changed"},"s":{"N":"1"},"v":{"N":"3"}}""");
        await PutAsync("""{"p":{"S":"new"},"s":{"N":"1"}}""");
        await PutAsync("""{"p":{"S":"came and went"},"s":{"N":"1"}}""");
        foreach (var name in (string[])["removed", "came and went"]) await Service.DeleteItem(In<DeleteItemInput>($$$$"""{"TableName":"tab","Key":{"p":{"S":"{{{{name}}}}"},"s":{"N":"1"}}}"""), Call);
        Time.Advance(TimeSpan.FromMinutes(20));
        var to = Call.Now.ToUnixTimeSeconds();
        // The end is exclusive.
        await PutAsync("""{"p":{"S":"changed"},"s":{"N":"1"},"v":{"N":"4"}}""");
        Time.Advance(TimeSpan.FromMinutes(1));
        var told = await ExportAsync($$""","ExportType":"INCREMENTAL_EXPORT","ExportFormat":"{{format}}","IncrementalExportSpecification":{"ExportFromTime":{{from}},"ExportToTime":{{to}},"ExportViewType":"{{view}}"} """);
        Assert.Equal(("COMPLETED", 3, 10_000_000, "INCREMENTAL_EXPORT", null, view), (told.ExportStatus, told.ItemCount, told.BilledSizeBytes, told.ExportType, told.ExportTime, told.IncrementalExportSpecification!.ExportViewType));
        var summary = JsonNode.Parse(Bucket.Objects[told.ExportManifest!])!;
        Assert.Equal(("2023-08-01", view, "INCREMENTAL_EXPORT", null), ((string?)summary["version"], (string?)summary["outputView"], (string?)summary["exportType"], (string?)summary["exportTime"]));
        var file = JsonNode.Parse(Bucket.Objects[(string)summary["manifestFilesS3Key"]!])!;
        Assert.StartsWith("AWSDynamoDB/data/", (string?)file["dataFileS3Key"], StringComparison.Ordinal);
        var lines = Unpacked((string)file["dataFileS3Key"]!).TrimEnd().Split('\n').Order(StringComparer.Ordinal).ToArray();
        var old = view == "NEW_AND_OLD_IMAGES";
        string Json(string key, string before, string after) =>
            $$$"""{"Metadata":{"WriteTimestampMicros":{"N":"{{{last}}}"}},"Keys":{"p":{"S":"{{{key}}}"},"s":{"N":"1"}}""" + (old && before.Length > 0 ? $",\"OldImage\":{before}" : "") + (after.Length > 0 ? $",\"NewImage\":{after}" : "") + "}";
        string Ion(string key, string before, string after) =>
            $"$ion_1_0 {{Record:{{Metadata:{{WriteTimestampMicros:{last}.}},Keys:{{p:\"{key}\",s:1.}}" + (before.Length > 0 ? $",OldImage:{before}" : "") + (after.Length > 0 ? $",NewImage:{after}" : "") + "}}";
        Assert.Equal(
            format == "ION"
                ? [Ion("changed", "{p:\"changed\",s:1.,v:1.}", "{p:\"changed\",s:1.,v:3.}"), Ion("new", "", "{p:\"new\",s:1.}"), Ion("removed", "{p:\"removed\",s:1.,v:1.}", "")]
                : (string[])[
                    Json("changed", """{"p":{"S":"changed"},"s":{"N":"1"},"v":{"N":"1"}}""", """{"p":{"S":"changed"},"s":{"N":"1"},"v":{"N":"3"}}"""),
                    Json("new", "", """{"p":{"S":"new"},"s":{"N":"1"}}"""),
                    Json("removed", """{"p":{"S":"removed"},"s":{"N":"1"},"v":{"N":"1"}}""", ""),
                ],
            lines);
        // The copy and what was collected go.
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(DynamoDbTables.Items.All)) == 3);
    }

    // Texts and their order: recorded from the service in the examples of Amazon's controllers for Kubernetes.
    [Theory]
    [InlineData(""","ExportType":"INCREMENTAL_EXPORT" """, "Invalid Request: Incremental Export Specification expected when export type is set as Incremental Export")]
    [InlineData(""","ExportType":"INCREMENTAL_EXPORT","IncrementalExportSpecification":{} """, "Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification")]
    [InlineData(""","IncrementalExportSpecification":{"ExportFromTime":1} """, "Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided")]
    [InlineData(""","ExportType":"FULL_EXPORT","IncrementalExportSpecification":{"ExportFromTime":1} """, "Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be provided")]
    [InlineData(""","S3SseAlgorithm":"AES256","S3SseKmsKeyId":"alias/aws/s3" """, "Invalid Request: KMS Key Id is not supported for this encryption type")]
    public async Task An_export_that_contradicts_itself_is_refused(string more, string text)
    {
        await TableAsync();
        await KeepAsync();
        Assert.Equal(text, (await Assert.ThrowsAnyAsync<AwsException>(() => ExportAsync(more))).Message);
    }

    [Fact]
    public async Task A_window_that_cannot_be_is_refused()
    {
        await TableAsync();
        string At(int minutes) => Call.Now.AddMinutes(minutes).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        async Task<string> ToldAsync(int from, int? to) => (await Assert.ThrowsAsync<InvalidExportTimeException>(() => ExportAsync(
            $$""","ExportType":"INCREMENTAL_EXPORT","IncrementalExportSpecification":{"ExportFromTime":{{At(from)}}{{(to is { } end ? $",\"ExportToTime\":{At(end)}" : "")}}} """))).Message;
        Assert.StartsWith("Incremental export period from time cannot be less than the table creation time : ", await ToldAsync(-20, null), StringComparison.Ordinal);
        await KeepAsync();
        Time.Advance(TimeSpan.FromHours(30));
        Assert.StartsWith("Incremental export period from time cannot be less than the table creation time : ", await ToldAsync(-31 * 60, null), StringComparison.Ordinal);
        Assert.Equal("Difference between export period from time and export period to time is less than 15 minutes", await ToldAsync(-14, null));
        Assert.Equal("Difference between export period from time and export period to time is less than 15 minutes", await ToldAsync(-30, -40));
        Assert.StartsWith("Incremental export period to time cannot be greater than the current time : ", await ToldAsync(-30, 1), StringComparison.Ordinal);
        Assert.Contains("24 hours", await ToldAsync(-25 * 60, null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transfer_that_cannot_be_is_told()
    {
        RunJobs();
        await TableAsync();
        await RefusedAsync<PointInTimeRecoveryUnavailableException>(() => ExportAsync());
        await KeepAsync();
        var failed = await ExportAsync(bucket: "none");
        Assert.Equal(("FAILED", "S3NoSuchBucket", "The specified bucket does not exist"), (failed.ExportStatus, failed.FailureCode, failed.FailureMessage));
        await RefusedAsync<InvalidExportTimeException>(() => ExportAsync(""","ExportTime":1 """));
        Assert.Equal(CommonError.NotSupported, (await Assert.ThrowsAsync<CommonException>(() => ImportAsync("zst", "CSV", ""","InputCompressionType":"ZSTD" """))).Kind);
        var export = await ExportAsync(""","ClientToken":"t" """);
        Assert.Equal(export.ExportArn, (await Service.ExportTableToPointInTime(In<ExportTableToPointInTimeInput>("""{"TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/tab","S3Bucket":"bucket","ClientToken":"t"}"""), Call)).ExportDescription!.ExportArn);
        Assert.Equal("Export conflict: Duplicate request detected with conflicting parameters", (await Assert.ThrowsAsync<ExportConflictException>(() => ExportAsync(""","ClientToken":"t","ExportFormat":"ION" """))).Message);
        Assert.Equal(2, (await Service.ListExports(In<ListExportsInput>("{}"), Call)).ExportSummaries!.Count);
        var import = await ImportAsync("new", "CSV", bucket: "none");
        Assert.Equal(("FAILED", "S3NoSuchBucket"), (import.ImportStatus, import.FailureCode));
        await RefusedAsync<ResourceInUseException>(() => ImportAsync("tab", "CSV"));
        await RefusedAsync<ExportNotFoundException>(async () => await Service.DescribeExport(In<DescribeExportInput>($$"""{"ExportArn":"{{export.ExportArn}}x"}"""), Call));
        await RefusedAsync<ImportNotFoundException>(async () => await Service.DescribeImport(In<DescribeImportInput>($$"""{"ImportArn":"{{import.ImportArn}}x"}"""), Call));
    }
}
