using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

/// <summary>Amazon DynamoDB.</summary>
[AwsApi("dynamodb", "2012-08-10", ServiceId = "DynamoDB", Wires = [Wire.AwsJson10], TargetPrefix = "DynamoDB_20120810", ErrorNamespace = "com.amazonaws.dynamodb.v20120810",
    Constraints = ConstraintStyle.Collected, Resources = typeof(DynamoDbResources), MaxBody = 16 * 1024 * 1024)]
public interface IDynamoDb
{
    /// <summary>Makes a table.</summary>
    [Operation, Authorize("dynamodb:CreateTable", "{Table(TableName)}")]
    [Throws<ResourceInUseException>, Throws<LimitExceededException>]
    ValueTask<CreateTableOutput> CreateTable(CreateTableInput input, CallContext call);

    /// <summary>Describes a table with its indexes.</summary>
    [Operation, Authorize("dynamodb:DescribeTable", "{Table(TableName)}")]
    [Throws<ResourceNotFoundException>]
    ValueTask<DescribeTableOutput> DescribeTable(DescribeTableInput input, CallContext call);

    /// <summary>Changes throughput, indexes, stream or protection of a table.</summary>
    [Operation, Authorize("dynamodb:UpdateTable", "{Table(TableName)}")]
    [Throws<ResourceInUseException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>]
    ValueTask<UpdateTableOutput> UpdateTable(UpdateTableInput input, CallContext call);

    /// <summary>Removes a table with all that it holds.</summary>
    [Operation, Authorize("dynamodb:DeleteTable", "{Table(TableName)}")]
    [Throws<ResourceInUseException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>]
    ValueTask<DeleteTableOutput> DeleteTable(DeleteTableInput input, CallContext call);

    /// <summary>Lists the names of tables, a page at a time.</summary>
    [Operation, Authorize("dynamodb:ListTables", "*")]
    ValueTask<ListTablesOutput> ListTables(ListTablesInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a table.</summary>
    [Operation, Authorize("dynamodb:TagResource", "{ResourceArn}")]
    [Throws<LimitExceededException>, Throws<ResourceNotFoundException>, Throws<ResourceInUseException>]
    ValueTask TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags of a table.</summary>
    [Operation, Authorize("dynamodb:UntagResource", "{ResourceArn}")]
    [Throws<LimitExceededException>, Throws<ResourceNotFoundException>, Throws<ResourceInUseException>]
    ValueTask UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Lists the tags of a table.</summary>
    [Operation, Authorize("dynamodb:ListTagsOfResource", "{ResourceArn}")]
    [Throws<ResourceNotFoundException>]
    ValueTask<ListTagsOfResourceOutput> ListTagsOfResource(ListTagsOfResourceInput input, CallContext call);

    /// <summary>Turns the expiry of items on or off.</summary>
    [Operation, Authorize("dynamodb:UpdateTimeToLive", "{Table(TableName)}")]
    [Throws<ResourceInUseException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>]
    ValueTask<UpdateTimeToLiveOutput> UpdateTimeToLive(UpdateTimeToLiveInput input, CallContext call);

    /// <summary>Tells whether items of a table expire.</summary>
    [Operation, Authorize("dynamodb:DescribeTimeToLive", "{Table(TableName)}")]
    [Throws<ResourceNotFoundException>]
    ValueTask<DescribeTimeToLiveOutput> DescribeTimeToLive(DescribeTimeToLiveInput input, CallContext call);

    /// <summary>Tells the capacity quotas of the account.</summary>
    [Operation, Authorize("dynamodb:DescribeLimits", "*")]
    ValueTask<DescribeLimitsOutput> DescribeLimits(DescribeLimitsInput input, CallContext call);

    /// <summary>Tells the address of this endpoint.</summary>
    [Operation, Authorize("dynamodb:DescribeEndpoints", "*")]
    ValueTask<DescribeEndpointsOutput> DescribeEndpoints(DescribeEndpointsInput input, CallContext call);

    /// <summary>Writes a whole item.</summary>
    [Operation, Authorize("dynamodb:PutItem", "{Table(TableName)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ItemCollectionSizeLimitExceededException>, Throws<ConditionalCheckFailedException>, Throws<ResourceNotFoundException>]
    ValueTask<PutItemOutput> PutItem(PutItemInput input, CallContext call);

    /// <summary>Reads one item by its key.</summary>
    [Operation, Authorize("dynamodb:GetItem", "{Table(TableName)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ResourceNotFoundException>]
    ValueTask<GetItemOutput> GetItem(GetItemInput input, CallContext call);

    /// <summary>Changes attributes of one item, or makes it.</summary>
    [Operation, Authorize("dynamodb:UpdateItem", "{Table(TableName)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ItemCollectionSizeLimitExceededException>, Throws<ConditionalCheckFailedException>, Throws<ResourceNotFoundException>]
    ValueTask<UpdateItemOutput> UpdateItem(UpdateItemInput input, CallContext call);

    /// <summary>Removes one item by its key.</summary>
    [Operation, Authorize("dynamodb:DeleteItem", "{Table(TableName)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ItemCollectionSizeLimitExceededException>, Throws<ConditionalCheckFailedException>, Throws<ResourceNotFoundException>]
    ValueTask<DeleteItemOutput> DeleteItem(DeleteItemInput input, CallContext call);

    /// <summary>Reads the items of one partition in order.</summary>
    [Operation, Authorize("dynamodb:Query", "{Target(*)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ResourceNotFoundException>]
    ValueTask<QueryOutput> Query(QueryInput input, CallContext call);

    /// <summary>Reads all items of a table or index, a page at a time.</summary>
    [Operation, Authorize("dynamodb:Scan", "{Target(*)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ResourceNotFoundException>]
    ValueTask<ScanOutput> Scan(ScanInput input, CallContext call);

    /// <summary>Reads up to a hundred items by their keys.</summary>
    [Operation, Authorize("dynamodb:BatchGetItem", "{Tables(RequestItems)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ResourceNotFoundException>]
    ValueTask<BatchGetItemOutput> BatchGetItem(BatchGetItemInput input, CallContext call);

    /// <summary>Writes or removes up to twenty-five items, each by itself.</summary>
    [Operation, Authorize("dynamodb:BatchWriteItem", "{Tables(RequestItems)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ItemCollectionSizeLimitExceededException>, Throws<ResourceNotFoundException>]
    ValueTask<BatchWriteItemOutput> BatchWriteItem(BatchWriteItemInput input, CallContext call);

    /// <summary>Reads up to a hundred items at one moment.</summary>
    [Operation, Authorize("dynamodb:GetItem", "{Gets(TransactItems)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ResourceNotFoundException>, Throws<TransactionCanceledException>]
    ValueTask<TransactGetItemsOutput> TransactGetItems(TransactGetItemsInput input, CallContext call);

    /// <summary>Writes up to a hundred items, all or none.</summary>
    [Operation, Authorize("dynamodb:PutItem", "{Puts(TransactItems)}"), Authorize("dynamodb:UpdateItem", "{Updates(TransactItems)}"), Authorize("dynamodb:DeleteItem", "{Deletes(TransactItems)}"),
     Authorize("dynamodb:ConditionCheckItem", "{Checks(TransactItems)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ResourceNotFoundException>, Throws<TransactionCanceledException>, Throws<IdempotentParameterMismatchException>]
    ValueTask<TransactWriteItemsOutput> TransactWriteItems(TransactWriteItemsInput input, CallContext call);

    /// <summary>Reads the resource policy of a table or stream.</summary>
    [Operation, Authorize("dynamodb:GetResourcePolicy", "{ResourceArn}")]
    [Throws<ResourceNotFoundException>, Throws<PolicyNotFoundException>]
    ValueTask<GetResourcePolicyOutput> GetResourcePolicy(GetResourcePolicyInput input, CallContext call);

    /// <summary>Sets the resource policy of a table or stream.</summary>
    [Operation, Authorize("dynamodb:PutResourcePolicy", "{ResourceArn}")]
    [Throws<ResourceNotFoundException>, Throws<LimitExceededException>, Throws<PolicyNotFoundException>, Throws<ResourceInUseException>]
    ValueTask<PutResourcePolicyOutput> PutResourcePolicy(PutResourcePolicyInput input, CallContext call);

    /// <summary>Removes the resource policy of a table or stream.</summary>
    [Operation, Authorize("dynamodb:DeleteResourcePolicy", "{ResourceArn}")]
    [Throws<ResourceNotFoundException>, Throws<PolicyNotFoundException>, Throws<ResourceInUseException>, Throws<LimitExceededException>]
    ValueTask<DeleteResourcePolicyOutput> DeleteResourcePolicy(DeleteResourcePolicyInput input, CallContext call);

    /// <summary>Runs a PartiQL statement.</summary>
    [Operation, Authorize("dynamodb:PartiQLSelect", "{Selects(Statement)}"), Authorize("dynamodb:PartiQLInsert", "{Inserts(Statement)}"), Authorize("dynamodb:PartiQLUpdate", "{Updates(Statement)}"),
     Authorize("dynamodb:PartiQLDelete", "{Deletes(Statement)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ItemCollectionSizeLimitExceededException>, Throws<ConditionalCheckFailedException>, Throws<ResourceNotFoundException>, Throws<DuplicateItemException>]
    ValueTask<ExecuteStatementOutput> ExecuteStatement(ExecuteStatementInput input, CallContext call);

    /// <summary>Runs up to twenty-five PartiQL statements, each by itself.</summary>
    [Operation, Authorize("dynamodb:PartiQLSelect", "{Selects(Statements)}"), Authorize("dynamodb:PartiQLInsert", "{Inserts(Statements)}"), Authorize("dynamodb:PartiQLUpdate", "{Updates(Statements)}"),
     Authorize("dynamodb:PartiQLDelete", "{Deletes(Statements)}")]
    ValueTask<BatchExecuteStatementOutput> BatchExecuteStatement(BatchExecuteStatementInput input, CallContext call);

    /// <summary>Runs up to a hundred PartiQL statements, all or none.</summary>
    [Operation, Authorize("dynamodb:PartiQLSelect", "{Selects(TransactStatements)}"), Authorize("dynamodb:PartiQLInsert", "{Inserts(TransactStatements)}"),
     Authorize("dynamodb:PartiQLUpdate", "{Updates(TransactStatements)}"), Authorize("dynamodb:PartiQLDelete", "{Deletes(TransactStatements)}")]
    [Throws<ProvisionedThroughputExceededException>, Throws<ThrottlingException>, Throws<ResourceNotFoundException>, Throws<TransactionCanceledException>, Throws<IdempotentParameterMismatchException>]
    ValueTask<ExecuteTransactionOutput> ExecuteTransaction(ExecuteTransactionInput input, CallContext call);

    /// <summary>Keeps a copy of a table as it is now.</summary>
    [Operation, Authorize("dynamodb:CreateBackup", "{Table(TableName)}")]
    [Throws<TableNotFoundException>, Throws<LimitExceededException>]
    ValueTask<CreateBackupOutput> CreateBackup(CreateBackupInput input, CallContext call);

    /// <summary>Describes a backup.</summary>
    [Operation, Authorize("dynamodb:DescribeBackup", "{BackupArn}")]
    [Throws<BackupNotFoundException>]
    ValueTask<DescribeBackupOutput> DescribeBackup(DescribeBackupInput input, CallContext call);

    /// <summary>Removes a backup.</summary>
    [Operation, Authorize("dynamodb:DeleteBackup", "{BackupArn}")]
    [Throws<BackupNotFoundException>, Throws<BackupInUseException>]
    ValueTask<DeleteBackupOutput> DeleteBackup(DeleteBackupInput input, CallContext call);

    /// <summary>Lists backups, a page at a time.</summary>
    [Operation, Authorize("dynamodb:ListBackups", "*")]
    [Throws<InternalServerError>]
    ValueTask<ListBackupsOutput> ListBackups(ListBackupsInput input, CallContext call);

    /// <summary>Makes a table from a backup.</summary>
    [Operation, Authorize("dynamodb:RestoreTableFromBackup", "{BackupArn}"), Authorize("dynamodb:RestoreTableFromBackup", "{Table(TargetTableName)}")]
    [Throws<TableAlreadyExistsException>, Throws<BackupNotFoundException>, Throws<BackupInUseException>]
    ValueTask<RestoreTableFromBackupOutput> RestoreTableFromBackup(RestoreTableFromBackupInput input, CallContext call);

    /// <summary>Tells whether a table can be restored to moments of its past.</summary>
    [Operation, Authorize("dynamodb:DescribeContinuousBackups", "{Table(TableName)}")]
    [Throws<TableNotFoundException>]
    ValueTask<DescribeContinuousBackupsOutput> DescribeContinuousBackups(DescribeContinuousBackupsInput input, CallContext call);

    /// <summary>Lets a table be restored to moments of its past, or no longer.</summary>
    [Operation, Authorize("dynamodb:UpdateContinuousBackups", "{Table(TableName)}")]
    [Throws<TableNotFoundException>]
    ValueTask<UpdateContinuousBackupsOutput> UpdateContinuousBackups(UpdateContinuousBackupsInput input, CallContext call);

    /// <summary>Makes a table as another one was at a moment of its past.</summary>
    [Operation, Authorize("dynamodb:RestoreTableToPointInTime", "{Source(*)}"), Authorize("dynamodb:RestoreTableToPointInTime", "{Table(TargetTableName)}")]
    [Throws<TableAlreadyExistsException>, Throws<TableNotFoundException>, Throws<InvalidRestoreTimeException>, Throws<PointInTimeRecoveryUnavailableException>]
    ValueTask<RestoreTableToPointInTimeOutput> RestoreTableToPointInTime(RestoreTableToPointInTimeInput input, CallContext call);

    /// <summary>Tells whether contributor insights are on.</summary>
    [Operation, Authorize("dynamodb:DescribeContributorInsights", "{Insights(*)}")]
    [Throws<ResourceNotFoundException>]
    ValueTask<DescribeContributorInsightsOutput> DescribeContributorInsights(DescribeContributorInsightsInput input, CallContext call);

    /// <summary>Turns contributor insights on or off; a setting that is kept.</summary>
    [Operation, Authorize("dynamodb:UpdateContributorInsights", "{Insights(*)}")]
    [Throws<ResourceNotFoundException>]
    ValueTask<UpdateContributorInsightsOutput> UpdateContributorInsights(UpdateContributorInsightsInput input, CallContext call);

    /// <summary>Lists the tables and indexes with contributor insights.</summary>
    [Operation, Authorize("dynamodb:ListContributorInsights", "*")]
    [Throws<ResourceNotFoundException>]
    ValueTask<ListContributorInsightsOutput> ListContributorInsights(ListContributorInsightsInput input, CallContext call);

    /// <summary>Writes a table as it was at a moment to objects.</summary>
    [Operation, Authorize("dynamodb:ExportTableToPointInTime", "{TableArn}")]
    [Throws<TableNotFoundException>, Throws<PointInTimeRecoveryUnavailableException>, Throws<LimitExceededException>, Throws<InvalidExportTimeException>, Throws<ExportConflictException>, Throws<InternalServerError>]
    ValueTask<ExportTableToPointInTimeOutput> ExportTableToPointInTime(ExportTableToPointInTimeInput input, CallContext call);

    /// <summary>Describes an export.</summary>
    [Operation, Authorize("dynamodb:DescribeExport", "{ExportArn}")]
    [Throws<ExportNotFoundException>, Throws<LimitExceededException>, Throws<InternalServerError>]
    ValueTask<DescribeExportOutput> DescribeExport(DescribeExportInput input, CallContext call);

    /// <summary>Lists exports, a page at a time.</summary>
    [Operation, Authorize("dynamodb:ListExports", "*")]
    [Throws<LimitExceededException>, Throws<InternalServerError>]
    ValueTask<ListExportsOutput> ListExports(ListExportsInput input, CallContext call);

    /// <summary>Makes a table from objects.</summary>
    [Operation, Authorize("dynamodb:ImportTable", "{Target(*)}")]
    [Throws<ResourceInUseException>, Throws<LimitExceededException>, Throws<ImportConflictException>]
    ValueTask<ImportTableOutput> ImportTable(ImportTableInput input, CallContext call);

    /// <summary>Describes an import.</summary>
    [Operation, Authorize("dynamodb:DescribeImport", "{ImportArn}")]
    [Throws<ImportNotFoundException>]
    ValueTask<DescribeImportOutput> DescribeImport(DescribeImportInput input, CallContext call);

    /// <summary>Lists imports, a page at a time.</summary>
    [Operation, Authorize("dynamodb:ListImports", "*")]
    [Throws<LimitExceededException>]
    ValueTask<ListImportsOutput> ListImports(ListImportsInput input, CallContext call);

    /// <summary>Tells how the throughput of a table and its replicas is to be scaled.</summary>
    [Operation, Authorize("dynamodb:DescribeTableReplicaAutoScaling", "{Table(TableName)}")]
    [Throws<ResourceNotFoundException>, Throws<InternalServerError>]
    ValueTask<DescribeTableReplicaAutoScalingOutput> DescribeTableReplicaAutoScaling(DescribeTableReplicaAutoScalingInput input, CallContext call);

    /// <summary>Sets how the throughput of a table and its replicas is to be scaled; a setting that is kept.</summary>
    [Operation, Authorize("dynamodb:UpdateTableReplicaAutoScaling", "{Table(TableName)}")]
    [Throws<ResourceNotFoundException>, Throws<ResourceInUseException>, Throws<LimitExceededException>, Throws<InternalServerError>]
    ValueTask<UpdateTableReplicaAutoScalingOutput> UpdateTableReplicaAutoScaling(UpdateTableReplicaAutoScalingInput input, CallContext call);
}
