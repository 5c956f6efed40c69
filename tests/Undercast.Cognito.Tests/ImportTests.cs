namespace Undercast.Cognito.Tests;

public sealed class ImportTests : Fixture
{
    private const string Role = "arn:aws:iam::000000000000:role/import";

    private async Task<(string Pool, UserImportJobType Job)> JobAsync()
    {
        var pool = (await PoolAsync()).Id!;
        return (pool, (await Service.CreateUserImportJob(new CreateUserImportJobInput { JobName = "j", UserPoolId = pool, CloudWatchLogsRoleArn = Role }, Call)).UserImportJob!);
    }

    private async Task<(int Status, string? Why)> UploadAsync(string pool, UserImportJobType job, string file, string? key = null)
    {
        using var reader = new StringReader(file);
        return await new ImportUpload(Store, Time).TakeAsync(pool, job.JobId!, key ?? job.PreSignedUrl!.Split("key=")[1], reader, default);
    }

    private async Task<UserImportJobType> ShownAsync(string pool, UserImportJobType job) => (await Service.DescribeUserImportJob(new DescribeUserImportJobInput { UserPoolId = pool, JobId = job.JobId! }, Call)).UserImportJob!;

    [Fact]
    public async Task A_file_of_users_comes_into_the_pool()
    {
        var (pool, job) = await JobAsync();
        var header = (await Service.GetCSVHeader(new GetCSVHeaderInput { UserPoolId = pool }, Call)).CSVHeader!;
        Assert.Equal(("name", "cognito:mfa_enabled", "cognito:username"), (header[0], header[^2], header[^1]));
        await Service.AdminCreateUser(new AdminCreateUserInput { UserPoolId = pool, Username = "there", MessageAction = "SUPPRESS" }, Call);
        var lines = Enumerable.Range(0, 450).Select(i => $"u{i},u{i}@example.com,true,Name\\, {i},false").ToList();
        lines.Add("there,there@example.com,true,,false");
        lines.Add("bad,bad@example.com,false,,false");
        lines.Add("short,x");
        lines.Add("worse,not an address,true,,false");
        Assert.Equal(200, (await UploadAsync(pool, job, "cognito:username,email,email_verified,name,cognito:mfa_enabled\r\n" + string.Join("\r\n", lines) + "\r\n")).Status);
        Assert.Equal("Pending", (await Service.StartUserImportJob(new StartUserImportJobInput { UserPoolId = pool, JobId = job.JobId! }, Call)).UserImportJob!.Status);
        RunJobs();
        await EventuallyAsync(async () => (await ShownAsync(pool, job)).Status == "Succeeded");
        var done = await ShownAsync(pool, job);
        Assert.Equal((450L, 1L, 3L), (done.ImportedUsers, done.SkippedUsers, done.FailedUsers));
        var user = await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "u7" }, Call);
        Assert.Equal(("RESET_REQUIRED", "Name, 7"), (user.UserStatus, user.UserAttributes!.Single(a => a.Name == "name").Value));
        var client = (await ClientAsync(pool)).ClientId!;
        await RefusedAsync<PasswordResetRequiredException>(() => PasswordAsync(client, "u7"));
        await Service.ForgotPassword(new ForgotPasswordInput { ClientId = client, Username = "u7" }, Anybody);
        await EventuallyAsync(async () => (await Store.ReadAsync(tx => CognitoTables.ImportParts.CountAsync(tx, CognitoTables.ImportParts.All))) == 0);
        await RefusedAsync<PreconditionNotMetException>(() => Service.StartUserImportJob(new StartUserImportJobInput { UserPoolId = pool, JobId = job.JobId! }, Call).AsTask());
    }

    [Fact]
    public async Task Files_out_of_form_and_strangers_are_refused()
    {
        var (pool, job) = await JobAsync();
        await RefusedAsync<PreconditionNotMetException>(() => Service.StartUserImportJob(new StartUserImportJobInput { UserPoolId = pool, JobId = job.JobId! }, Call).AsTask());
        Assert.Equal(403, (await UploadAsync(pool, job, "x", key: "wrong")).Status);
        Assert.Equal(400, (await UploadAsync(pool, job, "")).Status);
        Assert.Equal(400, (await UploadAsync(pool, job, "cognito:username,cognito:mfa_enabled,nonsense\n")).Status);
        Assert.Equal(400, (await UploadAsync(pool, job, "email,cognito:mfa_enabled\n")).Status);
        Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(403, (await UploadAsync(pool, job, "cognito:username,cognito:mfa_enabled\n")).Status);
        Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal("Expired", (await ShownAsync(pool, job)).Status);
        await RefusedAsync<ResourceNotFoundException>(() => ShownAsync(pool, job with { JobId = "import-nope" }));
    }

    [Fact]
    public async Task A_job_is_stopped_and_jobs_are_listed()
    {
        var (pool, job) = await JobAsync();
        await RefusedAsync<PreconditionNotMetException>(() => Service.StopUserImportJob(new StopUserImportJobInput { UserPoolId = pool, JobId = job.JobId! }, Call).AsTask());
        await UploadAsync(pool, job, "cognito:username,cognito:mfa_enabled,email,email_verified\nann,false,ann@example.com,true\n");
        await Service.StartUserImportJob(new StartUserImportJobInput { UserPoolId = pool, JobId = job.JobId! }, Call);
        await Service.StopUserImportJob(new StopUserImportJobInput { UserPoolId = pool, JobId = job.JobId! }, Call);
        RunJobs();
        await EventuallyAsync(async () => (await ShownAsync(pool, job)).Status == "Stopped");
        await RefusedAsync<UserNotFoundException>(() => Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "ann" }, Call).AsTask());
        var later = (await Service.CreateUserImportJob(new CreateUserImportJobInput { JobName = "k", UserPoolId = pool, CloudWatchLogsRoleArn = Role }, Call)).UserImportJob!;
        var first = await Service.ListUserImportJobs(new ListUserImportJobsInput { UserPoolId = pool, MaxResults = 1 }, Call);
        Assert.Equal(later.JobId, Assert.Single(first.UserImportJobs!).JobId);
        Assert.Equal(job.JobId, Assert.Single((await Service.ListUserImportJobs(new ListUserImportJobsInput { UserPoolId = pool, MaxResults = 1, PaginationToken = first.PaginationToken }, Call)).UserImportJobs!).JobId);
    }
}
