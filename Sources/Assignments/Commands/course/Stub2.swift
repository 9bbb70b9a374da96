extension Course {
    static func check(_ words: [String]) throws -> Int32 { 0 }
    static func mutants(_ words: [String]) throws -> Int32 { 0 }
}
